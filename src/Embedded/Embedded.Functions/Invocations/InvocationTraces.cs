using System.Diagnostics;

namespace Microsoft.Azure.Functions.Worker.Invocations;

/// <summary>
/// Spans of invocations, called as the official worker calls them. Requests and timers only: the engine has spans of its own for what it
/// runs. An address is no part of them, for there may be a secret in it.
/// </summary>
internal static class InvocationTraces
{
    /// <summary>For listeners.</summary>
    public const string Name = "Microsoft.Azure.Functions.Worker";

    private static readonly ActivitySource Source = new(Name);

    /// <param name="caller">The trace a caller names in its <c>traceparent</c>; anything else counts as none.</param>
    public static Activity? Begin(Invocation invocation, string? caller)
    {
        // The web server's own span may be current, of which nobody knows: under it this one would be left out as well.
        Activity.Current = null;
        ActivityContext.TryParse(caller, null, isRemote: true, out var parent);
        return Source.StartActivity($"function {invocation.Function.Name}", ActivityKind.Server, parent)?
            .SetTag("faas.name", invocation.Function.Name)
            .SetTag("faas.invocation_id", invocation.InvocationId);
    }
}
