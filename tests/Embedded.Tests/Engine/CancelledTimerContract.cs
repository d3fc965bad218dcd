namespace Embedded.Tests.Engine;

/// <summary>A cancelled timer is gone, and whoever awaits it is told.</summary>
public abstract class CancelledTimerContract(bool isOnFile) : EngineContract(isOnFile)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Timer_ThatIsCancelled_LeavesNoMessage(bool inAnotherStep)
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", async context =>
        {
            using var needed = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), needed.Token);
            if (inAnotherStep)
                await context.WaitForExternalEvent<object?>("go");
            needed.Cancel();
            await Assert.ThrowsAsync<TaskCanceledException>(() => timer);
            return await context.WaitForExternalEvent<string>("end");
        }));
        await engine.RunAsync("O");
        if (inAnotherStep)
            await engine.RaiseAsync("O", "go");
        Assert.Empty(engine.Rows("SELECT * FROM message"));
        Assert.Null(engine.NextTimerDue);
        await engine.AdvanceAsync(TimeSpan.FromHours(2));
        await engine.RaiseAsync("O", "end", "ended");
        Assert.Equal("ended", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Timer_OfATokenThatIsCancelledAlready_IsNotMade()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static async context =>
        {
            var cancelled = new CancellationToken(canceled: true);
            await Assert.ThrowsAsync<TaskCanceledException>(() => context.CreateTimer(TimeSpan.FromHours(1), cancelled));
            return "went on";
        }));
        Assert.Equal("went on", (await engine.RunAsync("O")).ReadOutputAs<string>());
        Assert.Empty(engine.Rows("SELECT * FROM history WHERE kind = 'TimerCreated'"));
    }

    [Fact]
    public async Task Timer_CancelledInTheStepInWhichItFires_IsCancelled()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static async context =>
        {
            using var needed = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(2), needed.Token);
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            needed.Cancel();
            await Assert.ThrowsAsync<TaskCanceledException>(() => timer);
            return "cancelled";
        }));
        await engine.RunAsync("O");
        await engine.AdvanceAsync(TimeSpan.FromHours(3));
        Assert.Equal("cancelled", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }
}

public sealed class CancelledTimerOnFileTests() : CancelledTimerContract(isOnFile: true);

public sealed class CancelledTimerInMemoryTests() : CancelledTimerContract(isOnFile: false);
