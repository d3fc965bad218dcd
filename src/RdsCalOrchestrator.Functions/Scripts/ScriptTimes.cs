using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Settings;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>How long scripts may take, and when they are looked at. Waits can be shortened by configuration, section <c>Scripts</c>.</summary>
public sealed class ScriptTimes
{
    public const string Section = "Scripts";

    /// <summary>After its naming a script begins no new call later than this.</summary>
    internal static readonly TimeSpan MayBegin = TimeSpan.FromHours(2);

    private const double Jitter = 0.2;
    private const int MostBusyDoublings = 3;

    private static readonly TimeSpan[] DefaultPolls =
        [TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60)];

    /// <summary>Waits between looks at a running command; the last one repeats. Per server Azure allows 12 reads a minute.</summary>
    [Within("00:00:00.1", "01:00:00", Example = "00:00:20")]
    public IList<TimeSpan> Polls { get; } = [];

    /// <summary>From a script's time-out until it counts as unanswered; from its first sending until it is not sent again.</summary>
    [Within("00:00:01", "1.00:00:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Wait while another run of ours changes the server, or its lock is held; and between two sendings of one run. No call waits longer
    /// than 30 seconds for Azure, so whoever sent before knows by then.
    /// </summary>
    [Within("00:00:00.1", "01:00:00")]
    public TimeSpan Busy { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long, as hh:mm:ss, runs wait for a server that others hold: each from its naming until it is sent, and a row of runs that
    /// found its lock held from the first one's naming. Two hours as <see cref="MayBegin"/>: a script that comes later begins nothing.
    /// </summary>
    [Within("00:00:01", "1.00:00:00")]
    public TimeSpan BusyPatience { get; set; } = MayBegin;

    /// <summary>
    /// How long, as hh:mm:ss, Azure may answer nothing (429, 5xx, no connection): of a run not sent from its naming, of a sent one after
    /// <see cref="Patience"/>. Two hours as <see cref="MayBegin"/>; the longest single wait Azure is known to ask for is 20 minutes.
    /// </summary>
    [Within("00:00:01", "1.00:00:00")]
    public TimeSpan ThrottledPatience { get; set; } = MayBegin;

    /// <summary>
    /// Wait after commands were deleted from a server whose places were all taken, until the one that found none is sent again: Azure
    /// answers before they are gone.
    /// </summary>
    [Within("00:00:00.1", "01:00:00")]
    public TimeSpan Swept { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Limit on a script's time-out, which is what a command waits for whose server lost its power; none unless set.</summary>
    [Within("00:00:01", "1.00:00:00", Example = "00:30:00")]
    public TimeSpan? LongestTimeout { get; set; }

    internal TimeSpan TimeoutOf(Script script, int lines)
    {
        var timeout = script switch
        {
            Script.Activate => TimeSpan.FromSeconds(900),
            Script.Import => TimeSpan.FromSeconds(900 + (300 * lines)),
            _ => TimeSpan.FromSeconds(600),
        };
        return LongestTimeout is { } longest && longest < timeout ? longest : timeout;
    }

    /// <summary>
    /// The wait after so many runs in a row found the lock held: each costs two of the four changes a minute that a server is allowed.
    /// </summary>
    internal TimeSpan BusyWait(int inARow) => Busy * (1 << Math.Clamp(inARow - 1, 0, MostBusyDoublings));

    /// <summary>
    /// The next look at a command that was sent at <paramref name="started"/>: dense at first, then every minute. Runs that were sent
    /// together are looked at apart: each has its own pace, up to a fifth faster or slower, which its name alone decides.
    /// </summary>
    internal DateTimeOffset NextLook(string run, DateTimeOffset started, DateTimeOffset now)
    {
        IReadOnlyList<TimeSpan> polls = Polls.Count > 0 ? [.. Polls] : DefaultPolls;
        var pace = PaceOf(run);
        var at = started;
        foreach (var wait in polls)
        {
            at += wait * pace;
            if (at > now)
                return at;
        }

        return now + (polls[^1] * pace);
    }

    // Not the hash code of a string, which is another one in every process.
    private static double PaceOf(string run)
    {
        var drawn = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(run)));
        return 1 - Jitter + (2 * Jitter * drawn / uint.MaxValue);
    }
}
