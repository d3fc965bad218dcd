using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>
/// The safety core: may this run be sent? Asked where the effect is, whatever the flow believes, so that a step skipped by mistake
/// imports nothing and removes nothing.
/// </summary>
public static class Gate
{
    /// <summary>Null when the journal allows the run.</summary>
    public static Finding? Forbids(Migration migration, RunRecord run, DateTimeOffset now) => run.Named.Script switch
    {
        Script.Inspect => null,
        _ when migration.EndOf(run.Named.Attempt) is not null => No(run, "This attempt has ended."),
        _ when run.Named.Attempt != migration.AttemptsRequested => No(run, "A later attempt has taken over."),
        _ when migration.Plan is null || migration.Plan.IsBlocked => No(run, "There is no unblocked plan."),
        _ when !migration.IsApproved => No(run, "The plan is not approved."),
        Script.Activate => migration.CancelledBy is not null ? No(run, "The migration was cancelled.") : null,
        Script.Import => ForbidsImport(migration, run),
        _ => ForbidsRemove(migration, run, now),
    };

    private static Finding? ForbidsImport(Migration migration, RunRecord run)
    {
        if (migration.Obligation is null)
            return No(run, "The obligation is not open.");
        // What was sent before may be asked about again; nothing new is begun after a cancel.
        if (migration.CancelledBy is not null
            && !run.Named.Lines.All(l => migration.Runs.Values.Any(r =>
                r.StartedAt is not null && r.Named.Lines.Any(sent => sent.Operation == l.Operation))))
            return No(run, "The migration was cancelled.");
        // The request tells the server which run its receipt must know.
        if (run.Named.Lines.Any(l => SentCalls.IsNewerThan(migration, run, l)))
            return No(run, "Another run of the same line was sent after it was named.");
        return run.Named.Lines.Count == 0 ? No(run, "It carries no line.") : null;
    }

    private static Finding? ForbidsRemove(Migration migration, RunRecord run, DateTimeOffset now)
    {
        if (migration.Plan!.SourceState != SourceState.Reachable)
            return No(run, "The source cannot be read.");
        if (CleanUp.Due(migration) is not { } due)
            return No(run, "Nobody has attested that the session hosts have moved.");
        if (due > now)
            return No(run, "The soak time has not passed.");
        var target = migration.LatestReading(Side.Target);
        var source = migration.LatestReading(Side.Source);
        if (target is null || source is null || run.Named.Lines.Count == 0)
            return No(run, "Both servers must be read before anything is removed.");
        foreach (var removal in run.Named.Lines)
        {
            var line = migration.Lines.Single(l => l.Line.Number == removal.Line);
            if (!line.IsPresentOn(target) || target.At < line.JudgedAt)
                return No(run, $"Line {removal.Line} is not verified on the target.");
            if (ChangedPack(migration.Covered(removal.Line), source) is { } changed)
                return No(run, $"Pack {changed.RowId} of the source is not the one that was planned.");
        }

        if (target.At < due)
            return No(run, "The target was not read again since the soak time has passed.");
        return target.At < migration.AttemptBegunAt ? No(run, "The target was not read in this attempt.") : null;
    }

    private static LicenseKeyPack? ChangedPack(IReadOnlyList<LicenseKeyPack> covered, ServerReading source) =>
        covered.FirstOrDefault(p => source.Packs.FirstOrDefault(now => now.RowId == p.RowId) is { } found && found.Fingerprint != p.Fingerprint);

    private static Finding No(RunRecord run, string why) => Catalogue.GateClosed(run.Named.Run, why);
}
