using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using RdsCalOrchestrator.Functions.Batches;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>
/// The journal is written first and the engine called after it: this timer makes good what a crash left out in between. It starts what has
/// no instance and writes rows again; where all is well it changes nothing.
/// </summary>
public sealed class KeepGoing(MigrationList list, Acceptance acceptance, BatchJournal batches)
{
    [Function(nameof(KeepGoing))]
    public async Task RunAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        foreach (var open in await list.OpenAsync(cancellation))
            await acceptance.KeepGoingAsync(client, open.Customer, open.Migration, cancellation);
        foreach (var batch in await batches.AllOpenAsync(cancellation))
            await RunBatch.StartAsync(client, batch, cancellation);
    }
}
