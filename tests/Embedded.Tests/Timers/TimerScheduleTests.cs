using Microsoft.Azure.Functions.Worker.Timers;
using Microsoft.Extensions.Configuration;

namespace Embedded.Tests.Timers;

public sealed class TimerScheduleTests
{
    private static readonly DateTimeOffset Sunday = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly IConfiguration Settings = new ConfigurationBuilder()
        .AddInMemoryCollection([new("Interval", "00:00:10"), new("Nested", "%Interval%")]).Build();

    [Theory]
    [InlineData("0 0 3 * * *", "2026-03-02 03:00:00")]
    [InlineData("*/20 * * * * *", "2026-03-01 12:00:20")]
    [InlineData("0 30 8 * JUL MON-FRI", "2026-07-01 08:30:00")]
    [InlineData("0 0 0 1,15 * *", "2026-03-15 00:00:00")]
    [InlineData("1.00:00:00", "2026-03-02 12:00:00")]
    [InlineData("%Interval%", "2026-03-01 12:00:10")]
    public void Schedule_AfterAMoment_IsDueInUtc(string text, string due)
    {
        Assert.True(TimerSchedule.TryRead(text, Settings, out var schedule));
        Assert.Equal(due, schedule.After(Sunday)?.ToString("yyyy-MM-dd HH:mm:ss", null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("*/5 * * * *")]
    [InlineData("0 0 0 L * *")]
    [InlineData("0 0 0 ? * MON#1")]
    [InlineData("@every_minute")]
    [InlineData("0 61 * * * *")]
    [InlineData("00:00:00")]
    [InlineData("-00:01:00")]
    [InlineData("%Absent%")]
    [InlineData("%Nested%")]
    public void Schedule_TheHostWouldNotRead_IsNone(string text) => Assert.False(TimerSchedule.TryRead(text, Settings, out _));
}
