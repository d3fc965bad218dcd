using Microsoft.DurableTask;

namespace Embedded.Tests.Engine;

/// <summary>The executor of the host (DTFx TaskOrchestrationExecutor) looks at the result only when no call is open.</summary>
public abstract class OpenCallContract(bool isOnFile) : EngineContract(isOnFile)
{
    private readonly TaskCompletionSource _activityMayEnd = new();

    [Fact]
    public async Task Activity_CalledInTheStepThatReturns_RunsAndIsWaitedFor()
    {
        var began = new TaskCompletionSource();
        await using var engine = await StartAsync(new TestTasks()
            .Activity("A", async (_, stopping) =>
            {
                began.SetResult();
                await _activityMayEnd.Task.WaitAsync(stopping);
                return null;
            })
            .Orchestrator("O", static context =>
            {
                _ = context.CallActivityAsync("A");
                return Task.FromResult<object?>("returned");
            }));
        await engine.StartInstanceAsync("O");
        await began.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.True((await engine.GetAsync("O")).IsRunning);
        _activityMayEnd.SetResult();
        await engine.IdleAsync();
        Assert.Equal("returned", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Failure_OfACallNobodyAwaits_DoesNotChangeTheResult()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Activity("A", static _ => throw new InvalidOperationException("unseen"))
            .Orchestrator("O", static context =>
            {
                _ = context.CallActivityAsync("A");
                return Task.FromResult<object?>("returned");
            }));
        Assert.Equal("returned", (await engine.RunAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Orchestrator_ThatThrewWhileAChildRuns_FailsWhenTheChildEnds()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Orchestrator("Child", static async context => await context.WaitForExternalEvent<string>("go"))
            .Orchestrator("O", static context =>
            {
                _ = context.CallSubOrchestratorAsync("Child", new SubOrchestrationOptions(instanceId: "child"));
                throw new InvalidOperationException("thrown");
            }));
        Assert.True((await engine.RunAsync("O")).IsRunning);
        await engine.RaiseAsync("child", "go");
        Assert.Equal("thrown", await engine.FailureAsync("O"));
    }

    [Fact]
    public async Task Retry_OfACallNobodyAwaits_IsWaitedForToo()
    {
        var attempts = 0;
        var twice = TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMinutes(1)));
        await using var engine = await StartAsync(new TestTasks()
            .Activity("A", _ => Interlocked.Increment(ref attempts) == 1 ? throw new InvalidOperationException("once") : null)
            .Orchestrator("O", context =>
            {
                _ = context.CallActivityAsync("A", twice);
                return Task.FromResult<object?>("returned");
            }));
        Assert.True((await engine.RunAsync("O")).IsRunning);
        await engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((2, "returned"), (attempts, (await engine.GetAsync("O")).ReadOutputAs<string>()));
    }

    [Fact]
    public async Task Event_ThatIsStillAwaited_DoesNotKeepTheInstance()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static context =>
        {
            _ = context.WaitForExternalEvent<string>("never");
            return Task.FromResult<object?>("returned");
        }));
        Assert.Equal("returned", (await engine.RunAsync("O")).ReadOutputAs<string>());
    }
}

public sealed class OpenCallOnFileTests() : OpenCallContract(isOnFile: true);

public sealed class OpenCallInMemoryTests() : OpenCallContract(isOnFile: false);
