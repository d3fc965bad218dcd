using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.Domain.Migrations.Steps;

/// <summary>Imports line by line: those that can go now are sent together; nobody waits for a line that waits for a person.</summary>
public static class RunMigrationStep
{
    /// <summary>Their operations stand in one tag of the command, which has 256 characters.</summary>
    internal const int LinesInOneRun = 8;
    private const int BrokenRunsInARow = 3;

    public static Decision Next(Migration migration, Attempt attempt, DateTimeOffset now)
    {
        if (migration.Runs.Values.FirstOrDefault(r => IsUnjudged(migration, r)) is { } ended)
            return Decision.Write(LineJudge.Judge(migration, ended));
        if (migration.CancelledBy is { } by && !migration.Owes)
            return Decision.Finish(new MigrationEnd.Cancelled(by));
        if (Broken(migration, attempt) is { } problem)
            return Decision.Stop(migration, problem);
        if (ToPark(migration) is { Count: > 0 } park)
            return Decision.Write(park);
        var open = migration.Lines.Where(static l => !l.IsImported && !l.IsParked).ToList();
        if (migration.CancelledBy is not null)
            open = [.. open.Where(static l => l.Result == LineResult.NotApplied)];
        var sendable = Sendable(migration, open, now);
        if (sendable.Count > 0)
            return Send(migration, sendable, now);
        if (open.Any(static l => l.NeedsPerson))
            return Decision.AskPeople(AskKind.KeyPackId);
        return open.Min(l => l.RepeatsAt(migration.Request.Policy)) is { } at ? Decision.LookAgain(at) : Done(migration);
    }

    private static Decision Send(Migration migration, IReadOnlyList<RunLine> lines, DateTimeOffset now)
    {
        var send = Decision.Run(new PlannedRun(Script.Import, Side.Target, lines));
        // Before the first import is sent, never after: from here on the source's clean-up is owed.
        return migration.Obligation is not null
            ? send
            : send.After(new KeyedEntry("obligation", new Entry.ObligationOpened(
                migration.Request.Policy.CleanUpOwner ?? migration.Request.RequestedBy, now + migration.Request.Policy.CleanUpDue)));
    }

    private static Decision Done(Migration migration)
    {
        var parked = migration.Lines.FirstOrDefault(static l => l.IsParked);
        return parked is not null && !migration.Lines.Any(static l => l.IsImported) ? Decision.Stop(migration, ParkedFinding(parked)) : Decision.GoOn;
    }

    internal static Finding ParkedFinding(LineProgress line) =>
        Catalogue.LineParked(line.Line.Number, line.Finding?.Sentence ?? line.Result.ToString()!);

    private static bool IsUnjudged(Migration migration, RunRecord run) =>
        run is { Named.Script: Script.Import, Answered.Frame: FrameOutcome.Ok }
        && run.Named.Lines.Any(l => !migration.IsJudged(run.Named.Run, l.Line));

    // Three runs in a row without a usable answer: an operator must look. A run that was refused before it began stops at once.
    private static Finding? Broken(Migration migration, Attempt attempt)
    {
        var runs = migration.Runs.Values.Where(r => r.Named.Script == Script.Import && r.Named.Attempt == attempt.Number).Reverse().ToList();
        var broken = runs.TakeWhile(r => RunProblems.Of(migration, r) is not null).ToList();
        return broken.Count > 0
            && (broken.Count >= BrokenRunsInARow
                || broken[0].Outcome is ScriptOutcome.NotStarted or ScriptOutcome.Answered { Frame: FrameOutcome.NotThisServer })
            ? RunProblems.Of(migration, broken[0])
            : null;
    }

    private static IReadOnlyList<KeyedEntry> ToPark(Migration migration) =>
    [
        .. from line in migration.Lines
           where line is { NeedsPerson: true, IsImported: false, IsParked: false }
           let ask = AskRules.LatestFor(migration, line)
           where ask is { State: AskState.Expired }
           select new KeyedEntry($"line/{line.Line.Number}/parked/{ask.Id}", new Entry.LineJudged(
               line.Line.Number, null, LineResult.Parked, [], null, Catalogue.AskUnanswered($"line {line.Line.Number}", "its license key pack ID"))),
    ];

    private static IReadOnlyList<RunLine> Sendable(Migration migration, IReadOnlyList<LineProgress> open, DateTimeOffset now)
    {
        var lines = new List<RunLine>();
        foreach (var line in open)
        {
            if (line.RepeatsAt(migration.Request.Policy) > now)
                continue;
            if (line.NeedsPerson && AskRules.LatestFor(migration, line) is { State: AskState.Submitted } ask)
                lines.Add(new RunLine(line.Line.Number, line.Line.Operation, ask.AnswerKey, MayRepeat(migration, line)));
            else if (!line.NeedsPerson && !WaitsForFirstCode(migration, line))
                lines.Add(new RunLine(line.Line.Number, line.Line.Operation, null, MayRepeat(migration, line)));
        }

        return [.. lines.Take(LinesInOneRun)];
    }

    // What is known of the call that was judged says nothing of one that was sent since and has no answer.
    private static bool MayRepeat(Migration migration, LineProgress line) =>
        line is { MayRepeat: true, Run: { } judged }
        && (SentCalls.Last(migration, line.Line.Operation)?.Named.Number ?? 0) <= migration.Runs[judged].Named.Number;

    // A-RETAIL: whether codes used on the source are accepted is shown by the first one; the others wait for it.
    private static bool WaitsForFirstCode(Migration migration, LineProgress line) =>
        line.Line.IsRetail && !line.WasJudged
        && migration.Lines.First(l => l.Line.Purchase == line.Line.Purchase) is { WasJudged: false } first && first.Line.Number != line.Line.Number;
}
