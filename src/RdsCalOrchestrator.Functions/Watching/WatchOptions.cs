using RdsCalOrchestrator.Functions.Settings;

namespace RdsCalOrchestrator.Functions.Watching;

/// <summary>Section <c>Watching</c>: what counts as wrong.</summary>
public sealed class WatchOptions
{
    public const string Section = "Watching";

    /// <summary>
    /// How long, as hh:mm:ss, an attempt that waits for no person may write nothing until it counts as stuck. Longer than any wait of its own:
    /// a script's time-out, a server that others hold, and an Azure that answers nothing are two hours and more each.
    /// </summary>
    [Within("00:01:00", "30.00:00:00")]
    public TimeSpan StuckAfter { get; set; } = TimeSpan.FromHours(6);
}
