using System.Text.Json.Serialization;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.Domain.Asks;

[JsonConverter(typeof(JsonStringEnumConverter<AskKind>))]
public enum AskKind
{
    /// <summary>Approve the plan by typing the count of CALs.</summary>
    PlanApproval,

    /// <summary>Bring the license server ID that activates the target.</summary>
    LicenseServerId,

    /// <summary>Bring the license key pack ID of one line.</summary>
    KeyPackId,

    /// <summary>Attest that no session host names the source any more.</summary>
    HostsAttestation,

    /// <summary>Attest what became of a source that cannot be read, and that it stays off.</summary>
    SourceAttestation,
}

[JsonConverter(typeof(JsonStringEnumConverter<AskState>))]
public enum AskState
{
    /// <summary>Waits for an answer; after a refusal with its reason.</summary>
    Open,

    /// <summary>Answered; not used yet.</summary>
    Submitted,

    /// <summary>The answer was used.</summary>
    Accepted,

    /// <summary>A person said no.</summary>
    Declined,
    Expired,
    Cancelled,

    /// <summary>The question changed; another ask took its place.</summary>
    Superseded,
}

/// <summary>One question to one audience, as the journal tells of it.</summary>
/// <param name="Id">Unique in the migration.</param>
/// <param name="Line">The line a key pack ID is for.</param>
/// <param name="Subject">What the answer is bound to: a plan's hash, or the target's identity.</param>
/// <param name="TokenHash">SHA-256 of the link's token; the token itself is in no entry.</param>
/// <param name="OldTokenHashes">Of links that were renewed: they say so.</param>
/// <param name="Answer">The latest one, also when it was refused.</param>
/// <param name="Refusals">Reasons for which answers were refused, oldest first.</param>
public sealed record Ask(
    string Id,
    AskKind Kind,
    int? Line,
    string Subject,
    IReadOnlyList<string> Audience,
    AskState State,
    DateTimeOffset OpenedAt,
    DateTimeOffset ExpiresAt,
    string TokenHash,
    IReadOnlyList<string> OldTokenHashes,
    Answer? Answer,
    string? AnswerKey,
    IReadOnlyList<Finding> Refusals)
{
    public bool IsClosed => State is not (AskState.Open or AskState.Submitted);

    public Finding? RefusedBecause => State == AskState.Open && Refusals.Count > 0 ? Refusals[^1] : null;
}

/// <summary>What a person answered.</summary>
/// <param name="Agrees">Approval or attestation: yes or no. Always true for an ID.</param>
/// <param name="Id">A license server ID or a license key pack ID.</param>
/// <param name="Name">As the person states it; who holds the link may answer.</param>
/// <param name="Note">How it was checked, a reference number; optional.</param>
public sealed record Answer(bool Agrees, Secret? Id, string Name, string? Note);
