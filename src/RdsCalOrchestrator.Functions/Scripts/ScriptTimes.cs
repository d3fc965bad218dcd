using RdsCalOrchestrator.Domain.Migrations;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>How long scripts may take, and when they are looked at. Waits can be shortened by configuration, section <c>Scripts</c>.</summary>
public sealed class ScriptTimes
{
    public const string Section = "Scripts";

    /// <summary>After its naming a script begins no new call later than this.</summary>
    internal static readonly TimeSpan MayBegin = TimeSpan.FromHours(2);

    /// <summary>Waits between looks at a running command; the last one repeats. Per server Azure allows 12 reads a minute.</summary>
    public IList<TimeSpan> Polls { get; } = [];

    /// <summary>After a script's time-out, until it counts as unanswered.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Wait while another run of ours changes the server, or its lock is held.</summary>
    public TimeSpan Busy { get; set; } = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan[] DefaultPolls = [TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60)];

    /// <summary>Limit on a script's time-out, which is what a command waits for whose server lost its power; none unless set.</summary>
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

    /// <summary>The next look at a command that was sent at <paramref name="started"/>: dense at first, then every minute.</summary>
    internal DateTimeOffset NextLook(DateTimeOffset started, DateTimeOffset now)
    {
        IReadOnlyList<TimeSpan> polls = Polls.Count > 0 ? [.. Polls] : DefaultPolls;
        var at = started;
        foreach (var wait in polls)
        {
            at += wait;
            if (at > now)
                return at;
        }

        return now + polls[^1];
    }
}
