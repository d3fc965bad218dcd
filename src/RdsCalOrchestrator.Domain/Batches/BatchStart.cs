using System.Globalization;

namespace RdsCalOrchestrator.Domain.Batches;

/// <summary>When a batch starts: a local time and a zone, since a bare time means another instant to everybody who reads it.</summary>
public static class BatchStart
{
    // Outside of them a zone's offset can lead out of the calendar.
    private const int EarliestYear = 2000;
    private const int LatestYear = 2999;

    /// <summary>Null and a reason when there is no such instant; a local time that happens twice is its first.</summary>
    public static (DateTimeOffset? At, string? Problem) Parse(string localTime, string zoneName)
    {
        if (!DateTime.TryParseExact(
                localTime, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || local.Year is < EarliestYear or > LatestYear)
        {
            return (null, $"'{localTime}' is no local time; write 2026-11-28T22:00.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zoneName, out var zone))
            return (null, $"'{zoneName}' is no time zone; write an IANA name such as Europe/Berlin.");
        if (zone.IsInvalidTime(local))
            return (null, $"{localTime} does not exist in {zoneName}: the clocks are put forward over it.");
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return (new DateTimeOffset(local, offset).ToUniversalTime(), null);
    }
}
