using Microsoft.DurableTask;

namespace Embedded.Tests.Engine;

public sealed class RetryAttemptTests
{
    private int _attempts;

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
}
