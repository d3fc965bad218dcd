using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.RunCommand;

/// <summary>
/// Carries a script to a server and its output back. Transport only: whether a script ran is known by the receipt on the server.
/// Expected failures are replies; an exception is a bug.
/// </summary>
public interface IRunCommandChannel
{
    /// <summary>Is the server running and its agent ready? Without that a command hangs for about 25 minutes.</summary>
    Task<ServerReply> LookAtServerAsync(ServerId server, CancellationToken cancellation);

    /// <summary>
    /// Sends a command once: one of that name with the same tags is answered for, one with others refused. Returns without waiting for
    /// its end.
    /// </summary>
    Task<ChannelReply> StartAsync(ServerId server, ServerCommand command, CancellationToken cancellation);

    /// <summary>One look at a command: absent, running or ended.</summary>
    Task<ChannelReply> ReadAsync(ServerId server, string name, CancellationToken cancellation);

    /// <summary>All commands of a server, whoever sent them, in one look.</summary>
    Task<ListReply> ListAsync(ServerId server, CancellationToken cancellation);

    /// <summary>
    /// Deletes a command; a running script is killed, so only an ended one may be deleted. Deleting an absent one is done. Azure takes its
    /// time: gone is what a later look does not show.
    /// </summary>
    Task<ChannelReply> DeleteAsync(ServerId server, string name, CancellationToken cancellation);
}

/// <summary>One script for one server. Its bytes are a function of the journal: the same run is byte-identical whoever sends it.</summary>
/// <param name="Name">At most 80 characters.</param>
/// <param name="Location">The server's Azure region, from <see cref="ServerReply.Ready"/>.</param>
/// <param name="Script">The whole text, sent unchanged.</param>
/// <param name="Request">Base64 of UTF-8 JSON, the plain parameter <c>Request</c>.</param>
/// <param name="Secrets">Base64 of UTF-8 JSON, the protected parameter <c>Secrets</c>; null for scripts that take none.</param>
/// <param name="Timeout">After which Azure ends the script.</param>
/// <param name="Tags">Ordered as given; no secrets.</param>
/// <param name="OutputBlob">Where Azure is to write all that the script prints, as the machine's own identity; null: nowhere.</param>
public sealed record ServerCommand(
    string Name,
    string Location,
    string Script,
    string Request,
    Secret? Secrets,
    TimeSpan Timeout,
    IReadOnlyList<KeyValuePair<string, string>> Tags,
    Uri? OutputBlob = null);

/// <summary>What Azure says of a server.</summary>
public abstract record ServerReply
{
    private ServerReply()
    {
    }

    /// <summary>Running, agent ready.</summary>
    /// <param name="OsBuild">Version and build of its Windows, as 6.3.9600; null where Azure does not say.</param>
    public sealed record Ready(string Location, string? OsBuild = null) : ServerReply;

    /// <summary>Stopped, agent not ready, no access, or it does not exist: nothing can run there now.</summary>
    public sealed record NotReady(Finding Finding) : ServerReply;

    /// <summary>Azure does not exist for us right now (429, 5xx, a broken connection): look again, not before the time it named.</summary>
    public sealed record Throttled(TimeSpan? RetryAfter) : ServerReply;
}

/// <summary>What Azure says of a command.</summary>
public abstract record ChannelReply
{
    private ChannelReply()
    {
    }

    public sealed record Absent : ChannelReply;

    /// <summary>Accepted and not ended; also a command Azure has not begun.</summary>
    public sealed record Running(DateTimeOffset? Since) : ChannelReply;

    /// <summary>The script's process ended, or Azure ended it or could not run it. No frame in the output is no answer.</summary>
    /// <param name="ExitCode">−1 where Azure names none.</param>
    /// <param name="Output">The last 4,096 bytes; the cut may be in the middle of a character.</param>
    /// <param name="Error">The same of the error stream; Azure's own message where that is empty.</param>
    public sealed record Ended(string State, int ExitCode, string Output, string Error) : ChannelReply;

    /// <summary>
    /// Too many requests, 5xx, another operation under way or a broken connection: nothing is known; look again, not before the time Azure named.
    /// </summary>
    /// <param name="IsTurnedAway">Of a sending: this one was certainly not taken.</param>
    public sealed record Throttled(TimeSpan? RetryAfter, bool IsTurnedAway = false) : ChannelReply;

    /// <summary>Azure will not run this here, and says why. Of a sending: this one was certainly not taken.</summary>
    public sealed record Refused(Finding Finding) : ChannelReply;
}
