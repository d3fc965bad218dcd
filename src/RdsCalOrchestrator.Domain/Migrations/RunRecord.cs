using System.Text.Json;
using RdsCalOrchestrator.Domain.Findings;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>A run as the journal tells of it.</summary>
public sealed record RunRecord(Entry.RunNamed Named, DateTimeOffset NamedAt)
{
    /// <summary>From here on it may have run: before the first sending.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Before the newest sending.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>How often somebody was about to send it.</summary>
    public int Sendings { get; init; }

    /// <summary>How many of them Azure has certainly not taken.</summary>
    public int TurnedAway { get; init; }

    /// <summary>Azure had it once. When it is absent later, somebody deleted it, and it may have run.</summary>
    public bool WasSeen { get; init; }

    public string? Location { get; init; }

    /// <summary>What Windows its server had before it was sent, by Azure's word.</summary>
    public string? OsBuild { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public ScriptOutcome? Outcome { get; init; }

    /// <summary>Azure has it, or nobody knows of some sending what became of it.</summary>
    public bool MayHaveRun => WasSeen || Sendings > TurnedAway;

    /// <summary>Its command is not in Azure any more.</summary>
    public bool IsGone { get; init; }

    /// <summary>Why its command could not be deleted when that was last tried, and when that was.</summary>
    public (Finding Why, DateTimeOffset At)? Stays { get; init; }

    /// <summary>Azure may still have its command.</summary>
    public bool MayBeInAzure => MayHaveRun && Outcome is not ScriptOutcome.NotStarted && !IsGone;

    public bool HasEnded => Outcome is not null;

    public bool ChangesServer => Named.Script != Script.Inspect;

    public ScriptOutcome.Answered? Answered => Outcome as ScriptOutcome.Answered;

    /// <summary>About to be sent, once more or for the first time; the place stays that of the first time, as all its bytes do.</summary>
    public RunRecord Sent(string location, DateTimeOffset at) =>
        this with { StartedAt = StartedAt ?? at, SentAt = at, Sendings = Sendings + 1, Location = Location ?? location };

    /// <summary>Of the script it was named for, the first digits of its hash; null in the oldest journals.</summary>
    public string? ScriptHash
    {
        get
        {
            using var request = JsonDocument.Parse(Named.Request);
            return request.RootElement.TryGetProperty("text", out var text) ? text.GetString() : null;
        }
    }

    /// <summary>
    /// When to try again to delete a command that a lock keeps: when it has stayed as long again, or <paramref name="least"/> later.
    /// </summary>
    public DateTimeOffset? NextSweep(TimeSpan least) =>
        Stays is { At: var at } ? at + (at - EndedAt > least ? at - EndedAt : least) : EndedAt;

    internal RunRecord Swept(Finding? stays, DateTimeOffset at) =>
        this with { IsGone = stays is null, Stays = stays is null ? null : (stays, at) };

    /// <summary>An Inspect that goes on where an earlier page stopped.</summary>
    public bool IsLaterPage
    {
        get
        {
            using var request = JsonDocument.Parse(Named.Request);
            return request.RootElement.GetProperty("input").TryGetProperty("page", out var page) && page.GetProperty("offset").GetInt32() > 0;
        }
    }

    /// <summary>Later it begins no call.</summary>
    public DateTimeOffset NotAfter
    {
        get
        {
            using var request = JsonDocument.Parse(Named.Request);
            return request.RootElement.GetProperty("notAfterUtc").GetDateTimeOffset();
        }
    }
}
