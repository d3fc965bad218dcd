using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Engine;

/// <summary>
/// Every instance keeps the version it was started under, whatever the engine is started with later, and runs under that version and newer
/// ones: the host's <c>CurrentOrOlder</c> and <c>Reject</c>.
/// </summary>
public sealed class OrchestrationVersionTests
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
        await using var engine = await TestEngine.StartAsync(_tasks);
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
        await using var engine = await TestEngine.StartAsync(_tasks);
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
        await using var engine = await TestEngine.StartAsync(_tasks);
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

    [Theory]
    [InlineData("1.10", "1.9", true)]
    [InlineData("1.9", "1.10", false)]
    [InlineData("1.0", "1.0", false)]
    [InlineData("1.0.1", "1.0", true)]
    [InlineData("1.0", "", true)]
    [InlineData("", "1.0", false)]
    [InlineData("", "", false)]
    [InlineData("10", "9", false)]
    [InlineData("2025-02-01", "2025-01-31", true)]
    [InlineData("B", "a", true)]
    [InlineData("a", "B", false)]
    public void Versions_AreComparedAsTheHostDoes(string version, string than, bool isNewer) =>
        Assert.Equal(isNewer, OrchestrationVersion.IsNewer(version, than));
}
