using System.Text.Json.Serialization;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Domain.Purchases;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>What will be done, pinned to what was read; a person approves its hash.</summary>
/// <param name="Hash">Over lines, identities, source state and findings, never over times: the same estate gives the same hash.</param>
/// <param name="SourceState">Settled: never <see cref="SourceState.Detect"/>.</param>
/// <param name="MustStay">Fingerprints of the source's other packs; they must still be there when ours are removed.</param>
/// <param name="ActivateFirst">How an unactivated target is activated; null when it is activated already.</param>
public sealed record MigrationPlan(
    string Hash,
    SourceState SourceState,
    IReadOnlyList<PlannedLine> Lines,
    ServerIdentity? Source,
    ServerIdentity? Target,
    IReadOnlyList<LicenseKeyPack> MustStay,
    ActivationWay? ActivateFirst,
    IReadOnlyList<Finding> Findings)
{
    [JsonIgnore]
    public bool IsBlocked => Findings.Any(static f => f.Severity == Severity.Blocked);

    /// <summary>What an approver types: the CALs that move. Retail lines of an unread source count what was asked for.</summary>
    [JsonIgnore]
    public long Cals => Lines.Sum(static l => l.Cals);
}

[JsonConverter(typeof(JsonStringEnumConverter<ActivationWay>))]
public enum ActivationWay
{
    /// <summary>The target asks the Clearinghouse itself.</summary>
    Automatic,

    /// <summary>A person brings the license server ID.</summary>
    LicenseServerId,
}

/// <summary>One request to the Clearinghouse: one purchase, one kind, one quantity; for retail one code.</summary>
/// <param name="Quantity">Null for retail: the code decides.</param>
/// <param name="Cals">CALs this line is expected to move.</param>
/// <param name="Covers">
/// Packs of the source that this line stands for; empty where the source could not be read, and for retail, where the imported row decides.
/// </param>
/// <param name="Code">Which of the purchase's codes, for retail.</param>
public sealed record PlannedLine(
    int Number,
    OperationId Operation,
    ConnectionMethod Method,
    string Purchase,
    CalKind Kind,
    int? Quantity,
    long Cals,
    IReadOnlyList<LicenseKeyPack> Covers,
    int? Code)
{
    [JsonIgnore]
    public bool IsRetail => Code is not null;

    /// <summary>
    /// Of a retail code, whose count only the Clearinghouse knows: those of the source's packs, one of which it is. None: not known.
    /// </summary>
    [JsonIgnore]
    public IEnumerable<long> PossibleTotals => IsRetail ? Covers.Select(static p => p.Total).Distinct() : [];

    /// <summary>May a new row be what this line's import creates.</summary>
    internal bool Fits(LicenseKeyPack row) =>
        Kind.IsSameOnServer(row.Kind)
        && (Quantity is { } total
            ? row.Total == total
            : row.KeyPackType == ImportCalls.KeyPackType(LicenseProgram.Retail) && (!PossibleTotals.Any() || PossibleTotals.Contains(row.Total)));
}
