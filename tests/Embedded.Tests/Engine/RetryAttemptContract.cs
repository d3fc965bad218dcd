using Microsoft.DurableTask;

namespace Embedded.Tests.Engine;

/// <summary>A call that fails is tried again until it succeeds.</summary>
public abstract class RetryAttemptContract(bool isOnFile) : EngineContract(isOnFile)
{
    private int _attempts;

    [Fact]
    public async Task Attempt_ThatSucceeds_IsTheLast()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Activity("A", _ => ++_attempts < 3 ? throw new InvalidOperationException("not yet") : "at last")
            .Orchestrator("O", static async context => await context.CallActivityAsync<string>(
                "A", TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMinutes(1))))));
        await engine.RunAsync("O");
        await engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        await engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("at last", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }
}

public sealed class RetryAttemptOnFileTests() : RetryAttemptContract(isOnFile: true);

public sealed class RetryAttemptInMemoryTests() : RetryAttemptContract(isOnFile: false);
