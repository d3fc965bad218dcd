using System.Text.Json;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>A run as the journal tells of it.</summary>
public sealed record RunRecord(Entry.RunNamed Named, DateTimeOffset NamedAt)
{
    /// <summary>From here on it may have run.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public string? Location { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public ScriptOutcome? Outcome { get; init; }

    public bool HasEnded => Outcome is not null;

    public bool ChangesServer => Named.Script != Script.Inspect;

    public ScriptOutcome.Answered? Answered => Outcome as ScriptOutcome.Answered;

    /// <summary>An Inspect that goes on where an earlier page stopped.</summary>
    public bool IsLaterPage
    {
        get
        {
            using var request = JsonDocument.Parse(Named.Request);
            return request.RootElement.GetProperty("input").TryGetProperty("page", out var page) && page.GetProperty("offset").GetInt32() > 0;
        }
    }
}
