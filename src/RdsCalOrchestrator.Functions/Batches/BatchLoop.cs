using Microsoft.DurableTask.Client;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Functions.Asks;

namespace RdsCalOrchestrator.Functions.Batches;

/// <summary>The control loop of a batch, seen from outside.</summary>
internal static class BatchLoop
{
    /// <summary>Starts it, or has the one that runs look again.</summary>
    internal static async Task StartAsync(DurableTaskClient client, BatchId batch, CancellationToken cancellation)
    {
        if (!await client.TryStartAsync(nameof(RunBatch), batch, RunBatch.InstanceId(batch), cancellation))
            await Nudge.BatchAsync(client, batch, cancellation);
    }
}
