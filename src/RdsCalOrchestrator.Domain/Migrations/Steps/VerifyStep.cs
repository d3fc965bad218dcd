using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.Domain.Migrations.Steps;

/// <summary>Reads both servers again at once: what was created is judged by rows that lie there, never by a return value alone.</summary>
public static class VerifyStep
{
    public static Decision Next(Migration migration, Attempt attempt)
    {
        var imported = migration.Lines.Where(static l => l.IsImported).ToList();
        if (imported.Count == 0)
            return Decision.GoOn;
        var since = imported.Max(static l => l.JudgedAt!.Value);
        return ReadSince(migration, attempt, since, Sides(migration)) ?? Decision.GoOn;
    }

    internal static IReadOnlyList<Side> Sides(Migration migration) =>
        migration.Plan!.SourceState == SourceState.Reachable ? [Side.Target, Side.Source] : [Side.Target];

    /// <summary>Null when every side was read since.</summary>
    internal static Decision? ReadSince(Migration migration, Attempt attempt, DateTimeOffset since, IReadOnlyList<Side> sides)
    {
        var stale = sides.Where(side => migration.LatestReading(side, since) is null).ToList();
        if (stale.Count == 0)
            return null;
        foreach (var side in stale)
        {
            if (migration.LatestRun(Script.Inspect, side, attempt.Number) is { } run && run.NamedAt >= since
                && RunProblems.Of(migration, run) is { } problem)
                return Decision.Stop(migration, problem);
        }

        return Decision.Run([.. stale.Select(static side => new PlannedRun(Script.Inspect, side))]);
    }
}
