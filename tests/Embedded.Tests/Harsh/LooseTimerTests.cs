using Embedded.Tests.Engine;

namespace Embedded.Tests.Harsh;

/// <summary>functions-host §3: short timers fire up to a second early, long ones some seconds late.</summary>
public sealed class LooseTimerTests
{
    private static readonly DateTimeOffset Due = TestEngine.Noon.AddMinutes(1);

    [Fact]
    public async Task Timer_ThatIsEarly_FiresBeforeItsTime()
    {
        await using var engine = await StartAsync(static at => at < Due.AddSeconds(-0.5));
        await engine.AdvanceAsync(TimeSpan.FromSeconds(59.5));
        Assert.Equal(Due.AddSeconds(-0.5).UtcDateTime, (await engine.GetAsync("O")).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task Timer_ThatIsLate_DoesNotFireAtItsTime()
    {
        await using var engine = await StartAsync(static at => at > Due.AddSeconds(10));
        await engine.AdvanceAsync(TimeSpan.FromSeconds(70));
        Assert.True((await engine.GetAsync("O")).IsRunning);
        await engine.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(Due.AddSeconds(12).UtcDateTime, (await engine.GetAsync("O")).ReadOutputAs<DateTime>());
    }

    [Fact]
    public void Timers_OfOneSeed_StayBetweenASecondEarlyAndTwelveLate()
    {
        var harsh = Unkind.Of(1);
        var off = Enumerable.Range(0, 200).Select(_ => (harsh.FiresAt("O", Due) - Due).TotalSeconds).ToList();
        Assert.All(off, static seconds => Assert.InRange(seconds, -1, 12));
        Assert.Contains(off, static seconds => seconds < -0.5);
        Assert.Contains(off, static seconds => seconds > 6);
    }

    private static async Task<TestEngine> StartAsync(Func<DateTimeOffset, bool> firesAt)
    {
        var engine = await TestEngine.StartAsync(
            new TestTasks().Orchestrator("O", static async context =>
            {
                await context.CreateTimer(Due.UtcDateTime, CancellationToken.None);
                return context.CurrentUtcDateTime;
            }),
            Unkind.Seed(harsh => harsh.IsPrompt("O", 1) && firesAt(harsh.FiresAt("O", Due))));
        await engine.RunAsync("O");
        return engine;
    }
}
