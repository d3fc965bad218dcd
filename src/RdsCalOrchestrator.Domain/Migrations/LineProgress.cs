using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>A line and what became of it so far.</summary>
public sealed record LineProgress(PlannedLine Line)
{
    /// <summary>The plan's, until a refusal or an operator switched it.</summary>
    public ConnectionMethod Method { get; init; } = Line.Method;

    /// <summary>The newest judgement; null before the first, and again after a switch.</summary>
    public LineResult? Result { get; init; }

    public string? Run { get; init; }

    public DateTimeOffset? JudgedAt { get; init; }

    /// <summary>Rows it created on the target.</summary>
    public IReadOnlyList<LicenseKeyPack> Rows { get; init; } = [];

    public string? SourceRemoval { get; init; }

    public Finding? Finding { get; init; }

    /// <summary>Calls that broke and were found not to have been applied.</summary>
    public int TimesNotApplied { get; init; }

    /// <summary>
    /// Its newest call is known not to have been applied, or nothing of it is known on the server, which parks the line until an operator
    /// decides: only then is the script told that it may call again. It stays so until another call is judged.
    /// </summary>
    public bool MayRepeat { get; init; }

    /// <summary>Was any call of this line ever sent.</summary>
    public bool WasJudged { get; init; }

    /// <summary>When an operator or a refusal switched the method.</summary>
    public DateTimeOffset? SwitchedAt { get; init; }

    public bool IsImported => Result is LineResult.Imported or LineResult.AlreadyImported;

    /// <summary>Waits for an operator.</summary>
    public bool IsParked => Result is LineResult.Parked or LineResult.ImportedDifferent or LineResult.Unknown;

    public bool NeedsPerson => Method is ConnectionMethod.Web or ConnectionMethod.Telephone;

    /// <summary>The rows it created lie on the target, unchanged.</summary>
    public bool IsPresentOn(ServerReading target) =>
        IsImported && Rows.Count > 0 && Rows.All(r => target.Packs.Any(p => p.RowId == r.RowId && p.Fingerprint == r.Fingerprint));

    /// <summary>When a call that is known not to have been applied is made again; null of any other line.</summary>
    internal DateTimeOffset? RepeatsAt(Policy policy) => Result == LineResult.NotApplied ? JudgedAt + policy.RepeatAfter : null;

    internal LineProgress With(Entry.LineJudged judged, DateTimeOffset at) => this with
    {
        Result = judged.Result,
        Run = judged.Run ?? Run,
        JudgedAt = at,
        Rows = judged.Rows.Count > 0 ? judged.Rows : Rows,
        SourceRemoval = judged.SourceRemoval ?? SourceRemoval,
        Finding = judged.Finding,
        MayRepeat = judged.Run is null ? MayRepeat : judged.Result is LineResult.NotApplied or LineResult.NoReceipt or LineResult.Refused,
        TimesNotApplied = TimesNotApplied + (judged.Result == LineResult.NotApplied ? 1 : 0),
        WasJudged = true,
    };

    internal LineProgress Switched(ConnectionMethod method, DateTimeOffset at) =>
        this with { Method = method, Result = null, Finding = null, TimesNotApplied = 0, SwitchedAt = at };
}
