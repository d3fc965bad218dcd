using RdsCalOrchestrator.Functions.Settings;

namespace RdsCalOrchestrator.Functions.Sweeping;

/// <summary>Section <c>Sweeping</c>: when commands that are not needed any more are deleted from servers.</summary>
public sealed class SweepOptions
{
    public const string Section = "Sweeping";

    /// <summary>From a run's outcome until its command is looked for, as hh:mm:ss: who ran it has deleted it by then, or never will.</summary>
    [Within("00:00:01", "30.00:00:00")]
    public TimeSpan After { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Deletions on one server in one go. Each counts as a change of it, like the sending of a command, and Azure allows 12 at once and
    /// four a minute: half is left to those who work there. Source: Azure documentation, "Compute throttling limits".
    /// </summary>
    [Within("1", "12")]
    public int MostAtOnce { get; set; } = 6;

    /// <summary>Until a server under a delete lock is tried again, as d.hh:mm:ss; then after twice as long, and so on.</summary>
    [Within("00:00:01", "30.00:00:00")]
    public TimeSpan LockedFor { get; set; } = TimeSpan.FromDays(1);
}
