using RdsCalOrchestrator.Domain.Batches;
using Xunit;

namespace RdsCalOrchestrator.Tests.Batches;

public sealed class BatchStartTests
{
    [Theory]
    [InlineData("2026-11-28T22:00", "Europe/Berlin", "2026-11-28T21:00:00Z")]
    [InlineData("2026-07-04T22:00:30", "Europe/Berlin", "2026-07-04T20:00:30Z")]
    [InlineData("2026-11-28T22:00", "Asia/Kolkata", "2026-11-28T16:30:00Z")]
    [InlineData("2026-11-28T22:00", "UTC", "2026-11-28T22:00:00Z")]
    [InlineData("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00Z")] // Twice: the first.
    [InlineData("2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00Z")] // Twice: the first.
    [InlineData("2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00:00Z")] // Just after the gap.
    public void Parse_ALocalTimeInAZone_IsOneInstant(string local, string zone, string utc)
    {
        var (at, problem) = BatchStart.Parse(local, zone);

        Assert.Null(problem);
        Assert.Equal(DateTimeOffset.Parse(utc), at);
    }

    [Theory]
    [InlineData("2026-03-29T02:30", "Europe/Berlin", "does not exist in Europe/Berlin")]
    [InlineData("2026-03-08T02:00", "America/New_York", "does not exist in America/New_York")]
    [InlineData("2026-11-28 22:00", "Europe/Berlin", "is no local time")]
    [InlineData("2026-11-28T22:00Z", "Europe/Berlin", "is no local time")]
    [InlineData("2026-02-30T22:00", "Europe/Berlin", "is no local time")]
    [InlineData("0001-01-01T00:00", "Europe/Berlin", "is no local time")]
    [InlineData("9999-12-31T23:59", "America/New_York", "is no local time")]
    [InlineData("2026-11-28T22:00", "", "is no time zone")]
    [InlineData("2026-11-28T22:00", "Europe/Atlantis", "is no time zone")]
    [InlineData("2026-11-28T22:00", "../../etc/passwd", "is no time zone")]
    public void Parse_NoInstant_SaysWhy(string local, string zone, string says)
    {
        var (at, problem) = BatchStart.Parse(local, zone);

        Assert.Null(at);
        Assert.Contains(says, problem, StringComparison.Ordinal);
    }
}
