using RdsCalOrchestrator.Functions.Settings;

namespace RdsCalOrchestrator.Functions.Fleet;

/// <summary>
/// Section <c>Fleet</c>: how much of Azure all runs together may use. The rates are Azure's own, see docs/decisions/0006-fleet-limits.md; of
/// each only a <see cref="Share"/> is used.
/// </summary>
public sealed class FleetLimits
{
    public const string Section = "Fleet";

    /// <summary>Part of each limit that is ours. What is left free covers leases and clocks that differ: 1.1 seconds of any rate.</summary>
    [Within("0.01", "1")]
    public double Share { get; set; } = 0.9;

    /// <summary>Changes of one server; sending a run command is one, deleting it another. Source: Compute throttling limits, Update VM.</summary>
    public CallRate ServerChanges { get; set; } = new() { Burst = 12, PerMinute = 4 };

    /// <summary>Changes of all servers of a subscription in one region. Source: Compute throttling limits, Update VM.</summary>
    public CallRate RegionChanges { get; set; } = new() { Burst = 1500, PerMinute = 500 };

    /// <summary>GETs to a subscription. Source: Azure Resource Manager, request limits and throttling.</summary>
    public CallRate Reads { get; set; } = new() { Burst = 250, PerMinute = 1500 };

    /// <summary>PUTs to a subscription. Source: as <see cref="Reads"/>.</summary>
    public CallRate Writes { get; set; } = new() { Burst = 200, PerMinute = 600 };

    /// <summary>DELETEs to a subscription. Source: as <see cref="Reads"/>.</summary>
    public CallRate Deletes { get; set; } = new() { Burst = 200, PerMinute = 600 };

    /// <summary>Runs under way in a subscription and region. No limit of Azure's: what hangs, hangs on no more servers than these.</summary>
    [Within("1", "10000")]
    public int RunsAtOnce { get; set; } = 200;

    /// <summary>Runs under way, over all, in which a server itself calls the Clearinghouse. No limit is documented: a courtesy.</summary>
    [Within("1", "10000")]
    public int ClearinghouseRunsAtOnce { get; set; } = 20;

    /// <summary>For how long, as hh:mm:ss, a host takes calls out of a shared record in advance; as long they are good.</summary>
    [Within("00:00:00", "00:01:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(1);
}

/// <summary>A bucket of calls and how fast it fills.</summary>
public sealed class CallRate
{
    /// <summary>Calls at once after a long rest.</summary>
    [Within("1", "1000000")]
    public double Burst { get; set; }

    /// <summary>Calls a minute that come back.</summary>
    [Within("0.1", "1000000")]
    public double PerMinute { get; set; }

    internal TimeSpan Fill => TimeOf(Burst);

    internal TimeSpan TimeOf(double calls) => TimeSpan.FromMinutes(calls / PerMinute);

    internal double CallsIn(TimeSpan time) => PerMinute * time.TotalMinutes;

    internal CallRate Of(double share) => new() { Burst = Burst * share, PerMinute = PerMinute * share };
}
