using RdsCalOrchestrator.Domain.Findings;

namespace RdsCalOrchestrator.RunCommand;

/// <summary>What Azure says of the commands of a server.</summary>
public abstract record ListReply
{
    private ListReply()
    {
    }

    /// <summary>All that are there; none where there is no such server.</summary>
    public sealed record Listed(IReadOnlyList<ListedCommand> Commands) : ListReply
    {
        // Per server, whoever sent them. Source: Azure documentation, "Run scripts in your Windows VM by using managed Run Commands".
        private const int Places = 25;

        public bool IsFull => Commands.Count >= Places;

        public int Foreign => Commands.Count(static c => !c.IsOurs);
    }

    /// <summary>Nothing is known now: look again, not before the time Azure named.</summary>
    public sealed record Throttled(TimeSpan? RetryAfter) : ListReply;

    public sealed record Refused(Finding Finding) : ListReply;
}

/// <summary>One command in a list of a server's.</summary>
/// <param name="State">How its script ended, or how far it has come.</param>
/// <param name="HasEnded">Its script's process ended, or Azure ended it or could not run it.</param>
/// <param name="EndedAt">Null while it has not ended, and where Azure does not say.</param>
public sealed record ListedCommand(
    string Name, string State, bool HasEnded, DateTimeOffset? EndedAt, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>Sent by an app like this one; maybe not by this one.</summary>
    public bool IsOurs => Tags.GetValueOrDefault(CommandTags.Ours) == CommandTags.OursValue;
}
