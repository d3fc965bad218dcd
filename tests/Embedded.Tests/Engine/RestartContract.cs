using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Embedded.Tests.Engine;

/// <summary>After a restart every unfinished instance goes on by itself.</summary>
public abstract class RestartContract(bool isOnFile) : EngineContract(isOnFile)
{
    [Fact]
    public async Task Instance_ThatWaitsForAnEvent_TakesItAfterwards()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Orchestrator("O", static async context => await context.WaitForExternalEvent<string>("go")));
        await engine.RunAsync("O");
        await engine.StartAgainAsync();
        await engine.RaiseAsync("O", "go", "gone");
        Assert.Equal("gone", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(60, true)]
    [InlineData(6000, true)]
    public async Task Timer_IsDueAtItsTimeOrAtTheRestart(int minutesDown, bool isDue)
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return null;
        }));
        await engine.RunAsync("O");
        await engine.StopAsync();
        engine.Time.Advance(TimeSpan.FromMinutes(minutesDown));
        await engine.StartAgainAsync();
        await engine.IdleAsync();
        Assert.Equal(isDue, (await engine.GetAsync("O")).IsCompleted);
        await engine.AdvanceAsync(TimeSpan.FromMinutes(30));
        Assert.True((await engine.GetAsync("O")).IsCompleted);
    }

    [Fact]
    public async Task Parent_OfARunningChild_GetsItsResultAfterwards()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Orchestrator("Child", static async context => await context.WaitForExternalEvent<string>("go"))
            .Orchestrator("O", static async context =>
                await context.CallSubOrchestratorAsync<string>("Child", new SubOrchestrationOptions(instanceId: "child"))));
        await engine.RunAsync("O");
        await engine.StartAgainAsync();
        await engine.RaiseAsync("child", "go", "of the child");
        Assert.Equal("of the child", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(30, OrchestrationRuntimeStatus.Pending)]
    [InlineData(90, OrchestrationRuntimeStatus.Completed)]
    public async Task Start_AtATime_IsKept(int minutesDown, OrchestrationRuntimeStatus afterRestart)
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static _ => Task.FromResult<object?>(null)));
        var inAnHour = new StartOrchestrationOptions("O", TestEngine.Noon.AddHours(1));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("O", inAnHour, TestContext.Current.CancellationToken);
        await engine.StopAsync();
        engine.Time.Advance(TimeSpan.FromMinutes(minutesDown));
        await engine.StartAgainAsync();
        await engine.IdleAsync();
        Assert.Equal(afterRestart, (await engine.GetAsync("O")).RuntimeStatus);
        await engine.AdvanceAsync(TimeSpan.FromMinutes(30));
        Assert.True((await engine.GetAsync("O")).IsCompleted);
    }
}

public sealed class RestartOnFileTests() : RestartContract(isOnFile: true);

public sealed class RestartInMemoryTests() : RestartContract(isOnFile: false);
