using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>
/// Which run must follow one that has ended: the next page of a reading, another try at a busy server, or a question to the receipt.
/// </summary>
public sealed class FollowScript(MigrationJournal journal, IOptions<ScriptTimes> times, ScriptOutput output, TimeProvider time)
{
    private const int RunsWithoutAnswer = 3;
    private const int RunsOfOtherVersions = 3;

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
            if (migration.EndOf(run.Attempt.Number) is not null || Follower(migration, record, now) is not { } planned)
                return Answer(null, null, []);
            var naming = new RunNaming(migration, run.Attempt, times.Value, output, now);
            var next = naming.Name(planned, migration.UnfinishedReading(run.Side)?.Next ?? 0);
            var busy = InARow(migration, record, IsBusy).Count;
            return Answer(next, busy > 0 ? (now + times.Value.BusyWait(busy)).UtcDateTime : null, naming.Entries);
        }, cancellation);

    private PlannedRun? Follower(Migration migration, RunRecord ended, DateTimeOffset now)
    {
        // What was sent may have been done: a run that follows asks the receipt and is never told to call again.
        var same = new PlannedRun(ended.Named.Script, ended.Named.Side, [.. ended.Named.Lines.Select(static l => l with { IsRepeat = false })]);
        return ended.Outcome switch
        {
            ScriptOutcome.Answered { Frame: FrameOutcome.Ok } =>
                ended.Named.Script == Script.Inspect && migration.UnfinishedReading(ended.Named.Side) is not null ? same : null,
            // Nothing was done: the very same may be sent again, but not for ever.
            ScriptOutcome.Answered { Frame: FrameOutcome.Busy } =>
                InARow(migration, ended, IsBusy)[^1].NamedAt + times.Value.BusyPatience > now
                ? new PlannedRun(ended.Named.Script, ended.Named.Side, ended.Named.Lines)
                : null,
            ScriptOutcome.NoAnswer =>
                InARow(migration, ended, static r => r.Outcome is ScriptOutcome.NoAnswer).Count < RunsWithoutAnswer ? same : null,
            // While versions change there are hosts of both; they must not take each other's runs for ever.
            ScriptOutcome.NotStarted { Finding.Id: Catalogue.ScriptChangedId } =>
                InARow(migration, ended, IsOfOtherVersion).Count < RunsOfOtherVersions
                ? new PlannedRun(ended.Named.Script, ended.Named.Side, ended.Named.Lines)
                : null,
            _ => null,
        };
    }

    private static bool IsOfOtherVersion(RunRecord run) =>
        run.Outcome is ScriptOutcome.NotStarted { Finding.Id: Catalogue.ScriptChangedId };

    private static bool IsBusy(RunRecord run) => run.Answered is { Frame: FrameOutcome.Busy };

    // The newest first.
    private static IReadOnlyList<RunRecord> InARow(Migration migration, RunRecord ended, Func<RunRecord, bool> isSuch) =>
        [.. migration.Runs.Values.Where(r =>
                r.Named.Script == ended.Named.Script && r.Named.Side == ended.Named.Side && r.Named.Attempt == ended.Named.Attempt)
            .Reverse().TakeWhile(isSuch)];

    private static Task<(FollowingRun, IReadOnlyList<KeyedEntry>)> Answer(Run? run, DateTime? at, IReadOnlyList<KeyedEntry> entries) =>
        Task.FromResult((new FollowingRun(run, at), entries));
}
