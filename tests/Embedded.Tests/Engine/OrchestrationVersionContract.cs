using Microsoft.DurableTask;

namespace Embedded.Tests.Engine;

/// <summary>
/// Every instance keeps the version it was started under, whatever the engine is started with later, and runs under that version and newer
/// ones: the host's <c>CurrentOrOlder</c> and <c>Reject</c>.
/// </summary>
public abstract class OrchestrationVersionContract(bool isOnFile) : EngineContract(isOnFile)
{
    private readonly TestTasks _tasks = new TestTasks()
        .Orchestrator("Child", static context => Task.FromResult<object?>(context.Version))
        .Orchestrator("O", static async context =>
        {
            await context.WaitForExternalEvent<object?>("go");
            return $"{context.Version} {await context.CallSubOrchestratorAsync<string>("Child")}";
        });

    [Fact]
    public async Task Instance_StartedBeforeAnUpgrade_KeepsItsVersionAndItsNewChildrenHaveTheNewOne()
    {
        await using var engine = await StartAsync(_tasks);
        await engine.RunAsync("O");
        await engine.StartAgainAsync("2.0");
        await engine.RaiseAsync("O", "go");
        Assert.Equal("1.0 2.0", (await engine.GetAsync("O")).ReadOutputAs<string>());
        await engine.RunAsync("O");
        await engine.RaiseAsync("O", "go");
        Assert.Equal("2.0 2.0", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Instance_StartedByANewerVersion_WaitsUnderAnOlderOneAndLosesNothing()
    {
        await using var engine = await StartAsync(_tasks);
        await engine.StartAgainAsync("2.0");
        await engine.RunAsync("O");
        await engine.StartAgainAsync("1.9");
        await engine.RaiseAsync("O", "go");
        Assert.True((await engine.GetAsync("O")).IsRunning);
        Assert.Contains(engine.Logs.Lines, static line =>
            line.StartsWith("Warning 114 O: its version '2.0' is newer than this program's '1.9'; it waits ", StringComparison.Ordinal));
        Assert.Equal("1.9", (await engine.RunAsync("Child")).ReadOutputAs<string>());
        await engine.StartAgainAsync("2.0");
        await engine.IdleAsync();
        Assert.Equal("2.0 2.0", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Instance_OfANewerVersionThatHasNotBegun_WaitsToo()
    {
        await using var engine = await StartAsync(_tasks);
        await engine.StartAgainAsync("2.0");
        var start = new StartOrchestrationOptions("Child", TestEngine.Noon.AddHours(1));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Child", start, TestContext.Current.CancellationToken);
        await engine.StartAgainAsync("1.0");
        await engine.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.False((await engine.GetAsync("Child")).IsCompleted);
        await engine.StartAgainAsync("2.0");
        await engine.IdleAsync();
        Assert.Equal("2.0", (await engine.GetAsync("Child")).ReadOutputAs<string>());
    }
}

public sealed class OrchestrationVersionOnFileTests() : OrchestrationVersionContract(isOnFile: true);

public sealed class OrchestrationVersionInMemoryTests() : OrchestrationVersionContract(isOnFile: false);
