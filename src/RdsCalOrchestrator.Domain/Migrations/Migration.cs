using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>A migration as its journal tells it. Nothing else remembers anything: every decision is made from this.</summary>
public sealed class Migration
{
    private readonly Dictionary<string, RunRecord> _runs = [];
    private readonly Dictionary<int, LineProgress> _lines = [];
    private readonly Dictionary<string, IReadOnlyList<Secret>> _codes = [];
    private readonly Dictionary<int, MigrationEnd> _ends = [];
    private readonly HashSet<(string Run, int Line)> _judged = [];
    private readonly Readings _readings = new();
    private readonly AskLog _askLog = new();
    private readonly JournalOrder _order = new();

    private Migration()
    {
    }

    public MigrationRequest Request { get; private set; } = null!;

    public BatchId? Batch { get; private set; }

    public DateTimeOffset AcceptedAt { get; private set; }

    public DateTimeOffset LastEntryAt { get; private set; }

    public int AttemptsRequested { get; private set; }

    public int AttemptsBegun { get; private set; }

    public DateTimeOffset AttemptBegunAt { get; private set; }

    public MigrationPlan? Plan { get; private set; }

    public DateTimeOffset PlannedAt { get; private set; }

    public int PlannedInAttempt { get; private set; }

    public (string PlanHash, DateTimeOffset At)? Approval { get; private set; }

    public (string Owner, DateTimeOffset Due)? Obligation { get; private set; }

    public string? CancelledBy { get; private set; }

    public CalBalance? Balance { get; private set; }

    /// <summary>What other migrations did to our servers, when it was last noted.</summary>
    public Elsewhere Elsewhere { get; private set; } = Elsewhere.None;

    /// <summary>How often that was noted.</summary>
    public int ElsewhereSeen { get; private set; }

    public IReadOnlyDictionary<string, RunRecord> Runs => _runs;

    public IReadOnlyDictionary<string, Ask> Asks => _askLog.Asks;

    public IReadOnlyDictionary<string, IReadOnlyList<Secret>> Codes => _codes;

    public IReadOnlyDictionary<string, Answer> Answers => _askLog.Answers;

    public IReadOnlyDictionary<string, DateTimeOffset> AnsweredAt => _askLog.AnsweredAt;

    /// <summary>Each line of the plan with what became of it, in the plan's order.</summary>
    public IEnumerable<LineProgress> Lines => Plan is null ? [] : Plan.Lines.Select(l =>
        _lines.TryGetValue(l.Number, out var known) ? known with { Line = l } : new LineProgress(l));

    /// <summary>How the latest attempt ended; null while it runs.</summary>
    public MigrationEnd? End => _ends.GetValueOrDefault(AttemptsRequested);

    public bool IsApproved => Plan is not null && Approval?.PlanHash == Plan.Hash;

    /// <summary>From the first import that was sent on, CALs may be on two servers.</summary>
    public bool Owes => _runs.Values.Any(static r => r.Named.Script == Script.Import && r.StartedAt is not null);

    /// <summary>Nothing is owed any more, or nothing was ever changed and nobody works on it.</summary>
    public bool IsClosed => End is MigrationEnd.Closed || (End is not null && !Owes);

    /// <summary>Every line is settled and each imported one was seen on the target since.</summary>
    public bool IsVerified =>
        Plan is not null && Owes && Lines.Any(static l => l.IsImported) && Lines.All(static l => l.IsImported || l.IsParked)
        && Lines.Where(static l => l.IsImported).All(l => LatestReading(Side.Target, l.JudgedAt!.Value) is { } reading && l.IsPresentOn(reading));

    public MigrationState State => End switch
    {
        MigrationEnd.Closed => MigrationState.Closed,
        MigrationEnd.Blocked => MigrationState.Blocked,
        MigrationEnd.Cancelled => MigrationState.Cancelled,
        MigrationEnd.Owing => MigrationState.Owing,
        _ when AttemptsBegun == 0 => MigrationState.Accepted,
        _ when Plan is null => MigrationState.Planning,
        _ when IsVerified => MigrationState.Owing,
        _ when Owes => MigrationState.Importing,
        _ when !IsApproved => MigrationState.AwaitingApproval,
        _ when LatestReading(Side.Target) is { IsActivated: false } => MigrationState.Activating,
        _ => Asks.Values.Any(static a => !a.IsClosed) ? MigrationState.AwaitingAnswers : MigrationState.Importing,
    };

    /// <summary>The obligation stands until the arithmetic says proved or attested.</summary>
    public bool IsObligationOpen => Obligation is not null && Owes && Balance?.Verdict is not (Verdict.Proved or Verdict.Attested);

    public static Migration? From(IReadOnlyList<Recorded> journal)
    {
        if (journal.Count == 0)
            return null;
        var migration = new Migration();
        foreach (var entry in journal)
            migration.Apply(entry);
        return migration;
    }

    public MigrationEnd? EndOf(int attempt) => _ends.GetValueOrDefault(attempt);

    /// <summary>The newest complete reading of a side, at or after <paramref name="since"/>.</summary>
    public ServerReading? LatestReading(Side side, DateTimeOffset since = default) => _readings.Latest(side, since);

    /// <summary>The newest reading of a side when it still lacks pages.</summary>
    public ServerReading? UnfinishedReading(Side side) => _readings.Unfinished(side);

    /// <summary>What a side held before the first import was sent; null when none was.</summary>
    internal ServerReading? ReadingBeforeImport(Side side) =>
        _runs.Values.Where(static r => r.Named.Script == Script.Import && r.StartedAt is not null).Min(static r => r.StartedAt) is { } first
            ? _readings.LatestUntil(side, first)
            : null;

    internal Readings Readings => _readings;

    /// <summary>All complete readings of a side since, in their order.</summary>
    internal IEnumerable<ServerReading> ReadingsSince(Side side, DateTimeOffset since) => _readings.All(side).Where(r => r.At >= since);

    /// <summary>The newest import run that carried a line and may have run.</summary>
    internal RunRecord? LastSent(int line) => _runs.Values.LastOrDefault(r =>
        r is { Named.Script: Script.Import, StartedAt: not null, Outcome: not ScriptOutcome.NotStarted } && r.Named.Lines.Any(l => l.Line == line));

    /// <summary>The newest run of a script on a side in this attempt.</summary>
    public RunRecord? LatestRun(Script script, Side side, int attempt) =>
        _runs.Values.LastOrDefault(r => r.Named.Script == script && r.Named.Side == side && r.Named.Attempt == attempt);

    /// <summary>Runs of an attempt that were named and have no outcome yet.</summary>
    public IEnumerable<RunRecord> OpenRuns(int attempt) => _runs.Values.Where(r => r.Named.Attempt == attempt && !r.HasEnded);

    /// <summary>Is what a run said of a line in the journal already.</summary>
    public bool IsJudged(string run, int line) => _judged.Contains((run, line));

    public Server ServerOf(Side side) => side == Side.Source ? Request.Source : Request.Target;

    /// <summary>A line's packs of the source; an imported code, whose pack is not known, covers the lowest row left of its kind and total.</summary>
    public IReadOnlyList<LicenseKeyPack> Covered(int line)
    {
        var left = Plan is null ? [] : Plan.Lines.Where(static l => l.IsRetail).SelectMany(static l => l.Covers)
            .DistinctBy(static p => p.RowId).OrderBy(static p => p.RowId).ToList();
        foreach (var progress in Lines)
        {
            if (!progress.Line.IsRetail)
            {
                if (progress.Line.Number == line)
                    return progress.Line.Covers;
                continue;
            }

            var pack = progress.IsImported ? left.Find(p => p.Kind == progress.Line.Kind && p.Total == progress.Rows.Sum(static r => r.Total)) : null;
            if (pack is not null)
                left.Remove(pack);
            if (progress.Line.Number == line)
                return pack is null ? [] : [pack];
        }

        return [];
    }

    private void Apply(Recorded recorded)
    {
        LastEntryAt = recorded.At;
        switch (recorded.Entry)
        {
            case Entry.Accepted e:
                (Request, Batch, AcceptedAt) = (e.Request, e.Batch, recorded.At);
                break;
            case Entry.AttemptRequested e:
                AttemptsRequested = e.Number;
                // Who resumes a cancelled migration wants it done; a cancel before the first attempt stands.
                CancelledBy = e.Number > 1 ? null : CancelledBy;
                break;
            case Entry.AttemptBegun e:
                (AttemptsBegun, AttemptBegunAt) = (e.Number, _order.Next(recorded.At));
                break;
            case Entry.RunNamed e:
                _runs[e.Run] = new RunRecord(e, _order.NotBefore(recorded.At));
                _readings.Begin(_runs[e.Run]);
                break;
            case Entry.ScriptStarted e:
                _runs[e.Run] = _runs[e.Run].Sent(e.Location, _order.NotBefore(recorded.At)) with { OsBuild = e.OsBuild ?? _runs[e.Run].OsBuild };
                break;
            case Entry.ScriptTurnedAway e:
                _runs[e.Run] = _runs[e.Run] with { TurnedAway = _runs[e.Run].TurnedAway + 1 };
                break;
            case Entry.ScriptSeen e:
                _runs[e.Run] = _runs[e.Run] with { WasSeen = true };
                break;
            case Entry.ScriptEnded e:
                _readings.Add(_runs[e.Run] = _runs[e.Run] with { EndedAt = _order.Next(recorded.At), Outcome = e.Outcome });
                break;
            case Entry.CommandSwept e:
                _runs[e.Run] = _runs[e.Run].Swept(e.Stays, recorded.At);
                break;
            case Entry.CodesRead e:
                _codes[e.Purchase] = e.Codes;
                break;
            case Entry.Planned e:
                (Plan, PlannedAt, PlannedInAttempt) = (e.Plan, recorded.At, e.Attempt);
                break;
            case Entry.Approved e:
                Approval = (e.PlanHash, recorded.At);
                break;
            case Entry.ObligationOpened e:
                Obligation = (e.Owner, e.Due);
                break;
            case Entry.LineJudged e:
                if (e.Run is not null)
                    _judged.Add((e.Run, e.Line));
                _lines[e.Line] = ProgressOf(e.Line).With(e, _order.Next(recorded.At));
                break;
            case Entry.MethodSwitched e:
                _lines[e.Line] = ProgressOf(e.Line).Switched(e.Method, recorded.At);
                break;
            case Entry.CancelRequested:
                CancelledBy = recorded.By;
                break;
            case Entry.ElsewhereSeen e:
                (Elsewhere, ElsewhereSeen) = (e.Elsewhere, e.Number);
                break;
            case Entry.Proved e:
                Balance = e.Balance;
                break;
            case Entry.Ended e:
                _ends[e.Attempt] = e.End;
                break;
            default:
                _askLog.Apply(recorded);
                break;
        }
    }

    private LineProgress ProgressOf(int line) =>
        _lines.TryGetValue(line, out var known) ? known : new LineProgress(Plan!.Lines.Single(l => l.Number == line));
}
