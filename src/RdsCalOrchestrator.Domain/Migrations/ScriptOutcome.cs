using System.Text.Json;
using System.Text.Json.Serialization;
using RdsCalOrchestrator.Domain.Findings;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>How one run ended, as far as anybody knows.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "outcome")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(NotStarted), "notStarted")]
[JsonDerivedType(typeof(NoAnswer), "noAnswer")]
public abstract record ScriptOutcome
{
    private ScriptOutcome()
    {
    }

    /// <summary>The script printed its frame; states inside may still be refusals.</summary>
    public sealed record Answered(FrameOutcome Frame, JsonElement Server, JsonElement Result, JsonElement Problems) : ScriptOutcome
    {
        public bool Equals(Answered? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => Frame.GetHashCode();
    }

    /// <summary>It was never sent, or Azure refused it: nothing happened on the server.</summary>
    public sealed record NotStarted(Finding Finding) : ScriptOutcome;

    /// <summary>It was sent and nothing came back: only the receipt on the server knows.</summary>
    public sealed record NoAnswer(Finding Finding) : ScriptOutcome;
}

/// <summary>The script's own word; its exit codes are 0, 75, 65, 65, 64 and 70.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FrameOutcome>))]
public enum FrameOutcome
{
    Ok,

    /// <summary>Another run holds the server's lock.</summary>
    Busy,
    NotThisServer,

    /// <summary>The request's last moment had passed before the first call.</summary>
    Expired,
    BadRequest,
    Failed,
}
