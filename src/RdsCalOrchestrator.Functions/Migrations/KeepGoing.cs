using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Batches;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Watching;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>
/// The journal is written first and the engine called after it: this timer makes good what a crash left out in between, and what a lost task
/// hub took along. Where all is well it changes nothing.
/// </summary>
public sealed class KeepGoing(MigrationList list, MigrationJournal journal, Acceptance acceptance, AttemptEnd ends, BatchJournal batches, StandingReport standing)
{
    [Function(nameof(KeepGoing))]
    public async Task RunAsync(
        [TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var failures = new Failures(cancellation);
        foreach (var open in await list.ListOpenAsync(cancellation))
            await failures.CatchAsync(open, () => FollowAsync(client, open.Customer, open.Migration, cancellation));
        foreach (var batch in await batches.ListOpenAsync(cancellation))
            await failures.CatchAsync(batch, () => FollowAsync(client, batch, cancellation));
        await failures.CatchAsync(nameof(StandingReport), standing.SendAsync);
        failures.Throw();
    }

    private async Task FollowAsync(DurableTaskClient client, BatchId batch, CancellationToken cancellation)
    {
        if (await batches.IsSubmittedAsync(batch, cancellation))
            await BatchLoop.StartAsync(client, batch, cancellation);
    }

    private async Task FollowAsync(DurableTaskClient client, CustomerId customer, MigrationId id, CancellationToken cancellation)
    {
        if (await journal.RepairAsync(customer, id, cancellation) is not { End: null } migration)
            return;
        var attempt = new Attempt(customer, id, migration.AttemptsRequested);
        if (attempt.Number == 0)
        {
            // One of a batch begins when the batch says so.
            if (migration.Batch is null)
                await acceptance.StartAsync(client, customer, id, migration.Request.RequestedBy, cancellation);
        }
        else if (await client.GetInstanceAsync(attempt.InstanceId, getInputsAndOutputs: true, cancellation) is not { } instance)
        {
            await Acceptance.ScheduleAsync(client, attempt, cancellation);
        }
        else if (instance.IsCompleted)
        {
            // It broke before it could write its end. An operator sees that, and may resume.
            var why = instance.FailureDetails?.ErrorMessage ?? "It ended and wrote no end.";
            await ends.WriteAsync(client, attempt, new MigrationEnd.Faulted(nameof(MigrateCals), why), cancellation);
        }
    }
}
