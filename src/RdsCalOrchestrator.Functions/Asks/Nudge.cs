using Microsoft.DurableTask.Client;
using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Batches;

namespace RdsCalOrchestrator.Functions.Asks;

/// <summary>
/// "Look again": an event without content. What there is to see is in the journal before it is raised, so one that is lost, early, late or
/// doubled delays and never decides.
/// </summary>
internal static class Nudge
{
    internal const string Event = "Nudge";

    /// <summary>Wakes whoever waits for people in the migration's attempt.</summary>
    internal static async Task MigrationAsync(DurableTaskClient client, Migration migration, CancellationToken cancellation)
    {
        var attempt = new Attempt(migration.Request.Customer, migration.Request.Id, migration.AttemptsRequested);
        foreach (var kind in Enum.GetValues<AskKind>()
            .Where(k => migration.Asks.Values.Any(a => a.Kind == k && a.OpenedAt >= migration.AttemptBegunAt)))
        {
            await client.RaiseEventAsync(new AskedOf(attempt, kind).InstanceId, Event, null, cancellation);
        }
    }

    internal static async Task BatchAsync(DurableTaskClient client, BatchId? batch, CancellationToken cancellation)
    {
        if (batch is not null)
            await client.RaiseEventAsync(RunBatch.InstanceId(batch), Event, null, cancellation);
    }
}
