using Microsoft.DurableTask;

namespace Embedded.Tests.Engine;

public sealed class RetryAttemptTests
{
    private int _attempts;

    /// <summary>The SDK sets a timer after the last failure too, of no length; it counts (official-api, Retry: ran).</summary>
    [Fact]
    public async Task LastFailure_IsThrownAfterATimerOfNoLength()
    {
        await using var engine = await FailingAsync(new RetryPolicy(2, TimeSpan.FromMinutes(1)));
        await engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("Task 'A' (#2) failed with an unhandled exception: attempt 2", await engine.FailureAsync("O"));
        Assert.Equal(
            ["0 ", "1 2026-03-01T12:01:00.0000000Z", "2 ", "3 2026-03-01T12:01:00.0000000Z"],
            engine.Rows("SELECT task, at FROM history WHERE kind IN ('ActivityScheduled', 'TimerCreated') ORDER BY task"));
    }

    [Fact]
    public async Task Attempt_ThatSucceeds_IsTheLast()
    {
        await using var engine = await TestEngine.StartAsync(new TestTasks()
            .Activity("A", _ => ++_attempts < 3 ? throw new InvalidOperationException("not yet") : "at last")
            .Orchestrator("O", static async context => await context.CallActivityAsync<string>(
                "A", TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMinutes(1))))));
        await engine.RunAsync("O");
        await engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        await engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("at last", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    private async Task<TestEngine> FailingAsync(RetryPolicy policy)
    {
        var engine = await TestEngine.StartAsync(new TestTasks()
            .Activity("A", _ => throw new InvalidOperationException($"attempt {++_attempts}"))
            .Orchestrator("O", async context => await context.CallActivityAsync<string>("A", TaskOptions.FromRetryPolicy(policy))));
        await engine.RunAsync("O");
        return engine;
    }
}
