namespace Embedded.Tests.Engine;

/// <summary>A timer is due at its time, however far off it is.</summary>
public abstract class DurableTimerContract(bool isOnFile) : EngineContract(isOnFile)
{
    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(100)]
    public async Task Timer_OfSomeDays_IsDueThenAndNotBefore(int days)
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(days), CancellationToken.None);
            return context.CurrentUtcDateTime;
        }));
        await engine.RunAsync("O");
        for (var day = 0; day < days; day++)
        {
            Assert.True((await engine.GetAsync("O")).IsRunning);
            await engine.AdvanceAsync(TimeSpan.FromDays(1));
        }

        Assert.Equal(TestEngine.Noon.AddDays(days).UtcDateTime, (await engine.GetAsync("O")).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task Timer_OfAHundredDays_IsDueAfterOneLongSleepOfTheMachine()
    {
        await using var engine = await StartAsync(Waiting(TimeSpan.FromDays(100)));
        await engine.RunAsync("O");
        await engine.AdvanceAsync(TimeSpan.FromDays(101));
        Assert.True((await engine.GetAsync("O")).IsCompleted);
    }

    [Fact]
    public async Task Timer_OfThePast_IsDueAtOnce()
    {
        await using var engine = await StartAsync(Waiting(TimeSpan.FromDays(-1)));
        Assert.True((await engine.RunAsync("O")).IsCompleted);
    }

    [Fact]
    public async Task Timers_DueInOneStep_FireInTheOrderOfTheirTimes()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static async context =>
        {
            var order = "";
            async Task Note(int minutes)
            {
                await context.CreateTimer(TimeSpan.FromMinutes(minutes), CancellationToken.None);
                order += minutes;
            }

            await Task.WhenAll(Note(3), Note(1), Note(2));
            return order;
        }));
        await engine.RunAsync("O");
        await engine.StopAsync();
        engine.Time.Advance(TimeSpan.FromHours(1));
        await engine.StartAgainAsync();
        await engine.IdleAsync();
        Assert.Equal("123", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    private static TestTasks Waiting(TimeSpan delay) => new TestTasks().Orchestrator("O", async context =>
    {
        await context.CreateTimer(delay, CancellationToken.None);
        return null;
    });
}

public sealed class DurableTimerOnFileTests() : DurableTimerContract(isOnFile: true);

public sealed class DurableTimerInMemoryTests() : DurableTimerContract(isOnFile: false);
