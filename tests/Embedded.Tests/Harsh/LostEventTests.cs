using Embedded.Tests.Engine;
using Microsoft.DurableTask.Client;

namespace Embedded.Tests.Harsh;

/// <summary>functions-host §1: an event raised to an instance that is still Pending is lost, and the client's call succeeds.</summary>
public sealed class LostEventTests
{
    private readonly TestTasks _tasks = new TestTasks()
        .Orchestrator("O", static async context => await context.WaitForExternalEvent<string>("e"));

    [Fact]
    public async Task Event_ToAPendingInstance_IsLostThoughTheCallSucceeds()
    {
        await using var engine = await TestEngine.StartAsync(_tasks, Unkind.Seed(static harsh => harsh.HeldUntil("O") is not null));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.RunAsync("O")).RuntimeStatus);
        await engine.RaiseAsync("O", "e", "early");
        Assert.Contains(engine.Logs.Lines, static line => line.StartsWith("Warning 192 O: event e", StringComparison.Ordinal));
        await engine.AdvanceAsync(TimeSpan.FromSeconds(25));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.GetAsync("O")).RuntimeStatus);
        await engine.RaiseAsync("O", "e", "again");
        Assert.Equal("again", (await engine.EndAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_ToARunningInstance_IsKept()
    {
        await using var engine = await TestEngine.StartAsync(_tasks, Unkind.Seed(static harsh => harsh.IsPrompt("O", 2)));
        await engine.RunAsync("O");
        await engine.RaiseAsync("O", "e", "came");
        Assert.Equal("came", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }
}
