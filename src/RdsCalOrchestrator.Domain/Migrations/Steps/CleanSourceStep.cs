using System.Text.Json;
using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations.Steps;

/// <summary>
/// Removes what the import left on the source, after the session hosts have moved. Where the source cannot be read, a person says that it
/// never serves again, or the clean-up stays owed.
/// </summary>
public static class CleanSourceStep
{
    public static Decision Next(Migration migration, Attempt attempt, DateTimeOffset now) =>
        !migration.Lines.Any(static l => l.IsImported) ? Decision.GoOn
        : OutOfBalance(migration, attempt) is { } stop ? stop
        : LateLine(migration, attempt, now) is { } late ? late
        : migration.Plan!.SourceState == SourceState.Reachable ? Reachable(migration, attempt, now)
        : Attest(migration, attempt);

    // Nobody is asked and nothing removed while CALs are lost or doubled. Who resumes may have mended it: then both are read anew first.
    private static Decision? OutOfBalance(Migration migration, Attempt attempt)
    {
        var balance = CalBalance.Of(migration);
        if (!balance.IsOut)
            return null;
        return VerifyStep.ReadSince(migration, attempt, migration.AttemptBegunAt, VerifyStep.Sides(migration))
            ?? ProveStep.StopOut(migration, attempt, balance);
    }

    // An operator may let a parked line go on while the others are cleaned up already. Not where nothing was verified: that step cannot be made up
    // for here.
    private static Decision? LateLine(Migration migration, Attempt attempt, DateTimeOffset now)
    {
        if (!migration.Lines.Any(l => l.IsImported && migration.LatestReading(Side.Target, l.JudgedAt!.Value) is not null))
            return null;
        var import = RunMigrationStep.Next(migration, attempt, now);
        var next = import.Do == Do.GoOn ? VerifyStep.Next(migration, attempt) : import;
        return next.Do == Do.GoOn ? null : next;
    }

    private static Decision Reachable(Migration migration, Attempt attempt, DateTimeOffset now)
    {
        var removal = migration.LatestRun(Script.Remove, Side.Source, attempt.Number);
        if (removal is { EndedAt: { } ended })
        {
            if (RunProblems.Of(migration, removal) is { } problem)
                return Decision.Stop(migration, problem);
            // The proof is a reading of both, made after the removal.
            if (VerifyStep.ReadSince(migration, attempt, ended, VerifyStep.Sides(migration)) is { } read)
                return read;
            if (Missing(removal) is > 0 and var missing)
                return Decision.Stop(migration, Catalogue.MustStayMissing(migration.Request.Source.Key.Value, missing));
            return HasRemoved(removal, migration.LatestReading(Side.Source)!) ? Remove(migration) ?? Decision.GoOn : Decision.GoOn;
        }

        var left = CleanUp.Left(migration, migration.LatestReading(Side.Source)!);
        if (left.Count == 0)
            return ReadSinceRemoval(migration, attempt) ?? Decision.GoOn;
        if (CleanUp.Due(migration) is not { } due)
            return Ask(migration, AskKind.HostsAttestation);
        if (due > now)
            return Decision.LookAgain(due);
        // Much happens to servers in the days of a soak, and before somebody resumes: a target that was rebuilt since would leave no CAL anywhere.
        var since = due > migration.AttemptBegunAt ? due : migration.AttemptBegunAt;
        if (migration.IsVerified && VerifyStep.ReadSince(migration, attempt, since, VerifyStep.Sides(migration)) is { } again)
            return again;
        return Remove(migration)!;
    }

    private static Decision? Remove(Migration migration)
    {
        var next = CleanUp.Next(migration, migration.LatestReading(Side.Source)!);
        return next.Count == 0
            ? null
            : Decision.Run(new PlannedRun(
                Script.Remove, Side.Source,
                [
                    .. next.Select(static l => l.Line.Line).DistinctBy(static l => l.Number)
                        .Select(static l => new RunLine(l.Number, l.Operation, null, false)),
                ]));
    }

    // More goes only while something does: what was refused once is not tried for ever.
    private static bool HasRemoved(RunRecord removal, ServerReading source) =>
        removal.Answered!.Result.TryGetProperty("rows", out var rows)
        && rows.EnumerateArray().Where(static r => r.GetProperty("state").ValueEquals("Removed")).Select(static r => r.GetProperty("rowId").GetInt32())
            .ToList() is { Count: > 0 } gone
        && !source.Packs.Any(p => gone.Contains(p.RowId));

    // An earlier attempt removed, and may have ended because what it left behind could not be read.
    private static Decision? ReadSinceRemoval(Migration migration, Attempt attempt) =>
        migration.Runs.Values.LastOrDefault(static r => r is { Named.Script: Script.Remove, StartedAt: not null, EndedAt: not null })
            is { EndedAt: { } ended }
            ? VerifyStep.ReadSince(migration, attempt, ended, VerifyStep.Sides(migration))
            : null;

    // The script removes nothing while a pack that must stay is not there.
    private static int Missing(RunRecord removal) =>
        removal.Answered!.Result.TryGetProperty("mustStayMissing", out var missing) && missing.ValueKind == JsonValueKind.Array
            ? missing.GetArrayLength()
            : 0;

    // A source that only cannot be reached may serve again: its clean-up stays owed, and who resumes that asks whether it ever will.
    private static Decision Attest(Migration migration, Attempt attempt)
    {
        var isLost = migration.Plan!.SourceState == SourceState.Gone || migration.Request.Reason == Reason.NoLongerFunctioning;
        var wasLeft = Enumerable.Range(1, attempt.Number - 1)
            .Any(n => migration.EndOf(n) is MigrationEnd.Owing { Verdict: Verdict.SourceNotCleaned });
        var isAttested = migration.Asks.Values.Any(static a => a is { Kind: AskKind.SourceAttestation, State: AskState.Accepted });
        return isAttested || (!isLost && !wasLeft) ? Decision.GoOn : Ask(migration, AskKind.SourceAttestation);
    }

    private static Decision Ask(Migration migration, AskKind kind)
    {
        var ask = migration.Asks.Values.LastOrDefault(a => a.Kind == kind && ApproveStep.Counts(migration, a));
        var source = migration.Request.Source.Key.Value;
        return ask switch
        {
            { State: AskState.Expired } => Decision.Stop(migration, Catalogue.AskUnanswered(
                source, kind == AskKind.HostsAttestation ? "whether the session hosts have moved" : "what became of the source")),
            { State: AskState.Declined } => Decision.Stop(migration, Catalogue.Declined(source, ask.Answer!.Name)),
            _ => Decision.AskPeople(kind),
        };
    }
}
