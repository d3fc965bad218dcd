using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Settings;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Section <c>Waits</c>: limits on what is waited for, by a policy or by us. A demonstration shortens days to seconds with it.</summary>
public sealed class Waits
{
    public const string Section = "Waits";

    /// <summary>Longest wait between "hosts moved" and the clean-up of a migration that is accepted; none unless set.</summary>
    [Within("00:00:01", "365.00:00:00", Example = "12:00:00")]
    public TimeSpan? LongestSoak { get; set; }

    /// <summary>Longest wait before a call that is known not to have been applied is repeated; none unless set.</summary>
    [Within("00:00:01", "365.00:00:00", Example = "01:00:00")]
    public TimeSpan? LongestRepeatAfter { get; set; }

    /// <summary>Longest delay that a lost nudge can cause, where it would be more; none unless set.</summary>
    [Within("00:00:01", "365.00:00:00", Example = "00:10:00")]
    public TimeSpan? LongestSafety { get; set; }

    /// <summary>When to look again though nobody nudges: by <paramref name="wanted"/> at the latest.</summary>
    internal DateTimeOffset Safety(DateTimeOffset now, TimeSpan wanted) => now + Shorter(wanted, LongestSafety);

    internal MigrationRequest Shorten(MigrationRequest request) => request with
    {
        Policy = request.Policy with
        {
            Soak = Shorter(request.Policy.Soak, LongestSoak),
            RepeatAfter = Shorter(request.Policy.RepeatAfter, LongestRepeatAfter),
        },
    };

    private static TimeSpan Shorter(TimeSpan wanted, TimeSpan? longest) => longest < wanted ? longest.Value : wanted;
}
