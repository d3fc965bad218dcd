using System.Text.Json.Serialization;
using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>
/// One entry of a migration's journal: record, audit, timeline and evidence at once. Entries are only ever added to, and members only ever
/// added as optional ones: journals live for years.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "entry")]
[JsonDerivedType(typeof(Accepted), nameof(Accepted))]
[JsonDerivedType(typeof(AttemptRequested), nameof(AttemptRequested))]
[JsonDerivedType(typeof(AttemptBegun), nameof(AttemptBegun))]
[JsonDerivedType(typeof(RunNamed), nameof(RunNamed))]
[JsonDerivedType(typeof(ScriptStarted), nameof(ScriptStarted))]
[JsonDerivedType(typeof(ScriptTurnedAway), nameof(ScriptTurnedAway))]
[JsonDerivedType(typeof(ScriptSeen), nameof(ScriptSeen))]
[JsonDerivedType(typeof(ScriptEnded), nameof(ScriptEnded))]
[JsonDerivedType(typeof(CommandSwept), nameof(CommandSwept))]
[JsonDerivedType(typeof(CodesRead), nameof(CodesRead))]
[JsonDerivedType(typeof(Planned), nameof(Planned))]
[JsonDerivedType(typeof(Approved), nameof(Approved))]
[JsonDerivedType(typeof(ObligationOpened), nameof(ObligationOpened))]
[JsonDerivedType(typeof(AskOpened), nameof(AskOpened))]
[JsonDerivedType(typeof(LinkRenewed), nameof(LinkRenewed))]
[JsonDerivedType(typeof(Answered), nameof(Answered))]
[JsonDerivedType(typeof(AnswerRefused), nameof(AnswerRefused))]
[JsonDerivedType(typeof(AskClosed), nameof(AskClosed))]
[JsonDerivedType(typeof(LineJudged), nameof(LineJudged))]
[JsonDerivedType(typeof(MethodSwitched), nameof(MethodSwitched))]
[JsonDerivedType(typeof(CancelRequested), nameof(CancelRequested))]
[JsonDerivedType(typeof(ElsewhereSeen), nameof(ElsewhereSeen))]
[JsonDerivedType(typeof(Proved), nameof(Proved))]
[JsonDerivedType(typeof(Ended), nameof(Ended))]
public abstract record Entry
{
    private Entry()
    {
    }

    public sealed record Accepted(MigrationRequest Request, BatchId? Batch) : Entry;

    public sealed record AttemptRequested(int Number) : Entry;

    public sealed record AttemptBegun(int Number) : Entry;

    /// <summary>
    /// A run before it is sent: everything its bytes are made of, but the secrets, which are looked up by <paramref name="Lines"/>.
    /// </summary>
    /// <param name="Request">The script's request, JSON.</param>
    /// <param name="Timeout">After which Azure ends the script.</param>
    /// <param name="OutputContainer">Where its whole output is kept; null: nowhere.</param>
    public sealed record RunNamed(
        string Run,
        int Number,
        Script Script,
        Side Side,
        int Attempt,
        IReadOnlyList<RunLine> Lines,
        string Request,
        TimeSpan Timeout,
        Uri? OutputContainer = null) : Entry;

    /// <summary>Written before each sending: from the first one on it may have run. Who wrote it sends, and nobody else.</summary>
    /// <param name="OsBuild">Version and build of the server's Windows, as Azure told it; null where it did not.</param>
    public sealed record ScriptStarted(string Run, string Location, string? OsBuild = null) : Entry;

    /// <summary>Azure has certainly not taken one of the sendings.</summary>
    public sealed record ScriptTurnedAway(string Run) : Entry;

    /// <summary>Azure has taken the command: its name is used up, whatever becomes of it.</summary>
    public sealed record ScriptSeen(string Run) : Entry;

    public sealed record ScriptEnded(string Run, ScriptOutcome Outcome) : Entry;

    /// <summary>What became of the run's command in Azure, which is not needed any more.</summary>
    /// <param name="Stays">Why it could not be deleted; null when a look at the server showed it gone.</param>
    public sealed record CommandSwept(string Run, Finding? Stays) : Entry;

    /// <summary>Retail codes of a purchase, in their order.</summary>
    public sealed record CodesRead(string Purchase, IReadOnlyList<Secret> Codes) : Entry;

    public sealed record Planned(MigrationPlan Plan, int Attempt) : Entry;

    public sealed record Approved(string PlanHash, string? Ask) : Entry;

    /// <summary>Before the first import is sent: from here on the migration owes the clean-up of its source.</summary>
    public sealed record ObligationOpened(string Owner, DateTimeOffset Due) : Entry;

    public sealed record AskOpened(
        string Ask, AskKind Kind, int? Line, string Subject, IReadOnlyList<string> Audience, DateTimeOffset ExpiresAt, string TokenHash) : Entry;

    public sealed record LinkRenewed(string Ask, string TokenHash) : Entry;

    public sealed record Answered(string Ask, Answer Answer) : Entry;

    public sealed record AnswerRefused(string Ask, Finding Reason) : Entry;

    public sealed record AskClosed(string Ask, AskState State) : Entry;

    /// <summary>What became of a line in one run.</summary>
    /// <param name="Rows">Rows it created on the target.</param>
    public sealed record LineJudged(
        int Line, string? Run, LineResult Result, IReadOnlyList<LicenseKeyPack> Rows, string? SourceRemoval, Finding? Finding) : Entry;

    public sealed record MethodSwitched(int Line, ConnectionMethod Method, string? Note) : Entry;

    public sealed record CancelRequested(string? Note) : Entry;

    /// <summary>What other migrations did to the same servers, noted when it is another than before.</summary>
    public sealed record ElsewhereSeen(int Number, Elsewhere Elsewhere) : Entry;

    public sealed record Proved(CalBalance Balance) : Entry;

    public sealed record Ended(int Attempt, MigrationEnd End) : Entry;
}

/// <summary>One line, or one activation, carried by a run.</summary>
/// <param name="Line">0 for an activation.</param>
/// <param name="AnswerKey">Entry of the answer whose ID is used, so that a run's secrets never change.</param>
/// <param name="IsRepeat">An earlier call is known not to have been applied, or an operator has decided; a new one may be made.</param>
/// <param name="LastSent">The newest run before this one that may have called; the receipt on the server must know it.</param>
public sealed record RunLine(int Line, OperationId Operation, string? AnswerKey, bool IsRepeat, string? LastSent = null);

/// <summary>What a script, or an operator's rule, said of a line; names are those of the script's states.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LineResult>))]
public enum LineResult
{
    Imported,
    AlreadyImported,

    /// <summary>A new row, but of another kind or total.</summary>
    ImportedDifferent,
    Refused,

    /// <summary>A broken earlier call, and no new row.</summary>
    NotApplied,

    /// <summary>Rows changed in a way the line does not explain.</summary>
    Unknown,
    Skipped,

    /// <summary>It was sent, and the server knows nothing of it: no receipt, and no new row.</summary>
    NoReceipt,

    /// <summary>Needs an operator.</summary>
    Parked,
}
