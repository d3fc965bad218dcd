using Microsoft.DurableTask;

namespace Embedded.Tests.Engine;

/// <summary>Continuing as new waits for nothing, and what ends afterwards is dropped (functions-host §2 row 11).</summary>
public abstract class LateCompletionContract(bool isOnFile) : EngineContract(isOnFile)
{
    private readonly TestTasks _tasks = new TestTasks()
        .Orchestrator("Child", static async context => await context.WaitForExternalEvent<string>("go"))
        .Orchestrator("O", static async context =>
        {
            if (context.GetInput<bool>())
                return await context.CallActivityAsync<string>("Second");
            _ = context.CallActivityAsync<string>("First");
            _ = context.CallSubOrchestratorAsync<string>("Child", new SubOrchestrationOptions(instanceId: "child"));
            context.ContinueAsNew(true);
            return null;
        });

    private readonly TaskCompletionSource _firstMayEnd = new();
    private readonly TaskCompletionSource _secondMayEnd = new();
    private readonly TaskCompletionSource _firstBegan = new();
    private readonly TaskCompletionSource _secondBegan = new();

    [Fact]
    public async Task Completion_ThatArrivesForTheOldExecution_IsDroppedAndLogged()
    {
        await using var engine = await StartAsync();
        _firstMayEnd.SetResult();
        await engine.Client.RaiseEventAsync("child", "go", "of the child", TestContext.Current.CancellationToken);
        await engine.Client.WaitForInstanceCompletionAsync("child", TestContext.Current.CancellationToken);
        _secondMayEnd.SetResult();
        await engine.IdleAsync();
        Assert.Equal("second", (await engine.GetAsync("O")).ReadOutputAs<string>());
        Assert.Contains(engine.Logs.Lines, static line => line.StartsWith("Information 112 O:", StringComparison.Ordinal));
        Assert.Empty(engine.Rows("SELECT * FROM message"));
    }

    private protected async Task<TestEngine> StartAsync()
    {
        var engine = await StartAsync(_tasks
            .Activity("First", async (_, stopping) =>
            {
                _firstBegan.SetResult();
                await _firstMayEnd.Task.WaitAsync(stopping);
                return "first";
            })
            .Activity("Second", async (_, stopping) =>
            {
                _secondBegan.SetResult();
                await _secondMayEnd.Task.WaitAsync(stopping);
                return "second";
            }));
        await engine.StartInstanceAsync("O", false);
        await Task.WhenAll(_firstBegan.Task, _secondBegan.Task).WaitAsync(TestContext.Current.CancellationToken);
        return engine;
    }
}

public sealed class LateCompletionOnFileTests() : LateCompletionContract(isOnFile: true)
{
    [Fact]
    public async Task Activity_CalledBeforeIt_RunsToItsEndEvenAfterAKill()
    {
        await using var engine = await StartAsync();
        var runs = 0;
        engine.Tasks.Activity("First", _ => Interlocked.Increment(ref runs)).Activity("Second", static _ => "second");
        await using var afterKill = engine.Killed();
        await afterKill.OpenAsync();
        await afterKill.IdleAsync();
        Assert.Equal(1, runs);
        Assert.Equal("second", (await afterKill.GetAsync("O")).ReadOutputAs<string>());
    }
}

public sealed class LateCompletionInMemoryTests() : LateCompletionContract(isOnFile: false);
