using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>Which run must follow one that has ended: the next page of a reading, another try at a busy server, or a question to the receipt.</summary>
public sealed class FollowScript(MigrationJournal journal, IOptions<ScriptTimes> times, TimeProvider time)
{
    private const int RunsWithoutAnswer = 3;

    [Function(nameof(FollowScript))]
    public Task<FollowingRun> RunAsync([ActivityTrigger] Run run, CancellationToken cancellation) =>
        journal.DecideAsync(run.Attempt.Customer, run.Attempt.Migration, StepDecider.By, migration =>
        {
            var now = time.GetUtcNow();
            var record = migration.Runs[run.Name];
            // Run twice: the follower it named the first time is the newest run of the script.
            var newest = migration.LatestRun(run.Script, run.Side, run.Attempt.Number)!;
            if (newest.Named.Run != run.Name)
                return Answer(newest.HasEnded ? null : run with { Name = newest.Named.Run }, null, []);
            if (migration.EndOf(run.Attempt.Number) is not null || Follower(migration, record) is not { } planned)
                return Answer(null, null, []);
            var naming = new RunNaming(migration, run.Attempt, times.Value, now);
            var next = naming.Name(planned, migration.UnfinishedReading(run.Side)?.Next ?? 0);
            var isBusy = record.Answered is { Frame: FrameOutcome.Busy };
            return Answer(next, isBusy ? (now + times.Value.Busy).UtcDateTime : null, naming.Entries);
        }, cancellation);

    private static PlannedRun? Follower(Migration migration, RunRecord ended)
    {
        // What was sent may have been done: a run that follows asks the receipt and is never told to call again.
        var same = new PlannedRun(ended.Named.Script, ended.Named.Side, [.. ended.Named.Lines.Select(static l => l with { IsRepeat = false })]);
        return ended.Outcome switch
        {
            ScriptOutcome.Answered { Frame: FrameOutcome.Ok } => ended.Named.Script == Script.Inspect && migration.UnfinishedReading(ended.Named.Side) is not null ? same : null,
            // Nothing was done: the very same may be sent again.
            ScriptOutcome.Answered { Frame: FrameOutcome.Busy } => new PlannedRun(ended.Named.Script, ended.Named.Side, ended.Named.Lines),
            ScriptOutcome.NoAnswer => Unanswered(migration, ended) < RunsWithoutAnswer ? same : null,
            _ => null,
        };
    }

    private static int Unanswered(Migration migration, RunRecord ended) =>
        migration.Runs.Values.Where(r => r.Named.Script == ended.Named.Script && r.Named.Side == ended.Named.Side && r.Named.Attempt == ended.Named.Attempt)
            .Reverse().TakeWhile(static r => r.Outcome is ScriptOutcome.NoAnswer).Count();

    private static Task<(FollowingRun, IReadOnlyList<KeyedEntry>)> Answer(Run? run, DateTime? at, IReadOnlyList<KeyedEntry> entries) =>
        Task.FromResult((new FollowingRun(run, at), entries));
}
