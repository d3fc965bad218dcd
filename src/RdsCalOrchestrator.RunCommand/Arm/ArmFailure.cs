using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Identity;

namespace RdsCalOrchestrator.RunCommand.Arm;

/// <summary>Why Azure did not do what it was asked to: its answer, or that there was none.</summary>
/// <param name="Status">0 when no answer came.</param>
/// <param name="Code">Azure's, from either of its two forms of an error.</param>
/// <param name="Text">Azure's words, to be shown, never matched.</param>
internal sealed record ArmFailure(int Status, string? Code, string Text, TimeSpan? RetryAfter)
{
    private const int LongestText = 200;

    /// <summary>
    /// Too many requests, a fault of Azure's, no connection, or another operation under way: it is asked again later. So is a success that
    /// tells of a failure: Azure has taken the request.
    /// </summary>
    public bool IsPassing =>
        Status is 0 or (>= 200 and < 300) or 408 or 429 or >= 500 || this is { Status: 409, Code: "Conflict" or "OperationPreempted" };

    /// <summary>
    /// Azure has refused the request itself, so nothing of it was done. A fault of Azure's, a broken connection and the end of an operation
    /// that was begun leave that open.
    /// </summary>
    public bool IsTurnedAway => Status is >= 400 and < 500 and not 408 && Code != "OperationPreempted";

    /// <summary>What was asked for is not there. Of a subscription that the app may not see Azure says so, too: that proves nothing.</summary>
    public bool SaysAbsent => this is { Status: 404, Code: not "SubscriptionNotFound" };

    /// <summary>Null for what is no failure of Azure's but a bug, or a caller who no longer waits.</summary>
    public static ArmFailure? Of(Exception exception, CancellationToken cancellation) => exception switch
    {
        RequestFailedException failed => new(failed.Status, failed.ErrorCode, FirstLine(failed.Message), Wait(failed.GetRawResponse())),
        AuthenticationFailedException => new(401, "SignInFailed", "The app's identity could not sign in.", null),
        // Not wrapped by the SDK: an answer that breaks off or is no JSON, and the time-out of the network.
        IOException or JsonException => new(0, null, "The answer broke off.", null),
        OperationCanceledException when !cancellation.IsCancellationRequested => new(0, null, "No answer came in time.", null),
        _ => null,
    };

    // The SDK puts Azure's message first and the whole response after it.
    private static string FirstLine(string message)
    {
        var end = message.IndexOfAny(['\r', '\n']);
        var line = (end < 0 ? message : message[..end]).Trim();
        return line.Length <= LongestText ? line : $"{line[..LongestText]}…";
    }

    // In seconds, or as a time by the server's own clock.
    internal static TimeSpan? Wait(Response? response)
    {
        if (response?.Headers.TryGetValue("Retry-After", out var text) != true)
            return null;
        if (int.TryParse(text, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(Math.Max(seconds, 0));
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) && response.Headers.Date is { } now && at > now
            ? at - now
            : null;
    }
}
