using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Cronos;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Timers;

/// <summary>When a timer function is due next.</summary>
internal sealed partial class TimerSchedule
{
    private readonly CronExpression? _cron;
    private readonly TimeSpan _interval;

    private TimerSchedule(CronExpression cron) => _cron = cron;

    private TimerSchedule(TimeSpan interval) => _interval = interval;

    /// <summary>Null if a cron expression has no further date.</summary>
    public DateTimeOffset? After(DateTimeOffset now) =>
        _cron is null ? now + _interval : _cron.GetNextOccurrence(now, TimeZoneInfo.Utc);

    /// <summary>Reads six NCRONTAB fields, a TimeSpan, or <c>%Setting%</c> that holds one of these.</summary>
    public static bool TryRead(string text, IConfiguration settings, [NotNullWhen(true)] out TimerSchedule? schedule)
    {
        schedule = null;
        if (text.Length > 2 && text.StartsWith('%') && text.EndsWith('%'))
            text = settings[text[1..^1]] ?? string.Empty;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval))
            schedule = interval > TimeSpan.Zero ? new TimerSchedule(interval) : null;
        else if (Ncrontab().IsMatch(text) && CronExpression.TryParse(text, CronFormat.IncludeSeconds, out var cron))
            schedule = new TimerSchedule(cron);
        return schedule is not null;
    }

    // Cronos knows more than the host does (L, W, #, ?, macros); none of it may pass.
    [GeneratedRegex(@"^([\d*/,\- ]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|SUN|MON|TUE|WED|THU|FRI|SAT)+$", RegexOptions.IgnoreCase)]
    private static partial Regex Ncrontab();
}
