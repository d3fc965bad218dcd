using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations.Planning;

namespace RdsCalOrchestrator.Domain.Migrations.Steps;

/// <summary>Reads both servers, changes nothing, and makes the plan.</summary>
public static class VerifyConnectionMethodStep
{
    /// <param name="codes">Hashes of retail codes by purchase.</param>
    /// <param name="rivals">Other migrations that may move the same packs.</param>
    public static Decision Next(
        Migration migration, Attempt attempt, IReadOnlyDictionary<string, IReadOnlyList<string>> codes, Rivals rivals, DateTimeOffset now)
    {
        if (migration.CancelledBy is { } by && !migration.Owes)
            return Decision.Finish(new MigrationEnd.Cancelled(by));
        // What was sent is done by the plan it was sent under, however often the migration is resumed.
        if (migration.Owes || migration.PlannedInAttempt == attempt.Number)
            return Continue(migration);
        var unread = Sides(migration).Where(side => migration.LatestRun(Script.Inspect, side, attempt.Number) is null).ToList();
        return unread.Count > 0
            ? Decision.Run([.. unread.Select(static side => new PlannedRun(Script.Inspect, side))])
            : Plan(migration, attempt, $"planned/{attempt.Number}", codes, rivals, now);
    }

    /// <summary>Plans from the newest readings; used again when an approval took so long that the servers were read anew.</summary>
    internal static Decision Plan(
        Migration migration,
        Attempt attempt,
        string key,
        IReadOnlyDictionary<string, IReadOnlyList<string>> codes,
        Rivals rivals,
        DateTimeOffset now)
    {
        var (source, target) = (Read(migration, Side.Source, attempt), Read(migration, Side.Target, attempt));
        var unread = Sides(migration).Where(side => (side == Side.Source ? source : target) is null);
        var plan = Preflight.Check(
            migration.Request, source, Problem(migration, Side.Source, attempt), target, Problem(migration, Side.Target, attempt),
            codes, rivals, DateOnly.FromDateTime(now.UtcDateTime), unread.Select(side => UnreadSystems.Check(migration, side)).OfType<Finding>());
        return Decision.Write(new KeyedEntry(key, new Entry.Planned(plan, attempt.Number)));
    }

    /// <summary>Sides that scripts can reach and that are declared readable.</summary>
    public static IEnumerable<Side> Sides(Migration migration)
    {
        yield return Side.Target;
        if (migration.Request.Source.Channel == Channel.AzureVm && migration.Request.SourceState is SourceState.Reachable or SourceState.Detect)
            yield return Side.Source;
    }

    private static Decision Continue(Migration migration) =>
        migration.Plan!.IsBlocked
            ? Decision.Finish(new MigrationEnd.Blocked([.. migration.Plan.Findings.Where(static f => f.Severity == Severity.Blocked)]))
            : Decision.GoOn;

    private static Packs.ServerReading? Read(Migration migration, Side side, Attempt attempt) =>
        migration.LatestRun(Script.Inspect, side, attempt.Number) is { Answered.Frame: FrameOutcome.Ok } run
        && !migration.Readings.IsGivenUp(run.Named.Run)
            ? migration.Readings.LatestAnswer(side)
            : null;

    private static Finding? Problem(Migration migration, Side side, Attempt attempt) =>
        migration.LatestRun(Script.Inspect, side, attempt.Number) is { } run ? RunProblems.Of(migration, run) : null;
}
