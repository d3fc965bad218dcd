using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Batches;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Functions.Migrations;

namespace RdsCalOrchestrator.Functions.Batches;

/// <summary>Starts what the policy says may start: its own journal first, then the migration's, then the engine.</summary>
public sealed class FollowBatch(BatchJournal journal, Acceptance acceptance, IOptions<Waits> waits, TimeProvider time)
{
    /// <summary>A lost nudge is a delay of at most this.</summary>
    private static readonly TimeSpan Safety = TimeSpan.FromMinutes(5);

    [Function(nameof(FollowBatch))]
    public async Task<BatchStep> RunAsync([ActivityTrigger] BatchId batch, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var (submitted, read) = await journal.FindAsync(batch, cancellation) ?? throw new InvalidOperationException($"There is no batch {batch}.");
        var now = time.GetUtcNow();
        var next = BatchPolicy.Next(read, now);
        var decided = next.Start.Select(static r => ($"start/{r.Migration}", (BatchEntry)new BatchEntry.StartDecided(r.Migration))).ToList();
        if (decided.Count > 0)
            await journal.AppendAsync(batch, StepDecider.By, decided, cancellation);
        // Also what was decided by a run that died before it started them: a start that is repeated does nothing.
        var unbegun = read.Rows.Where(r => read.Of(r.Migration) is { IsStarted: true, HasBegun: false, End: null });
        foreach (var row in next.Start.Concat(unbegun))
            await acceptance.StartAsync(client, row.Customer, row.Migration, submitted.RequestedBy, cancellation);
        await journal.MarkAsync(batch, next.IsDone, next.HasFailed(read), cancellation);
        var safety = waits.Value.Safety(now, Safety);
        return new BatchStep(next.IsDone, (next.LookAgainAt is { } at && at < safety ? at : safety).UtcDateTime);
    }
}
