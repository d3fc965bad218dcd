using Microsoft.DurableTask;

namespace Embedded.Tests.Engine;

/// <summary>A sub-orchestration answers its parent.</summary>
public abstract class SubOrchestrationContract(bool isOnFile) : EngineContract(isOnFile)
{
    private static readonly SubOrchestrationOptions AsChild = new(instanceId: "child");

    [Fact]
    public async Task Child_GivesItsResultAndKnowsItsParent()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Orchestrator("Child", static context => Task.FromResult<object?>(
                $"{context.InstanceId} of {context.Parent!.Name} {context.Parent.InstanceId} with {context.GetInput<string>()}"))
            .Orchestrator("O", static async context =>
                $"{context.Parent?.InstanceId}{await context.CallSubOrchestratorAsync<string>("Child", "input", AsChild)}"));
        Assert.Equal("child of O O with input", (await engine.RunAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Child_ThatFails_FailsItsCallWithNameNumberAndMessage()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Orchestrator("Child", static _ => throw new InvalidDataException("no"))
            .Orchestrator("O", static async context => await context.CallSubOrchestratorAsync<string>("Child", AsChild)));
        await engine.RunAsync("O");
        Assert.Equal("Task 'Child' (#0) failed with an unhandled exception: no", await engine.FailureAsync("O"));
    }

    [Fact]
    public async Task Child_NobodyRegistered_FailsItsCall()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Orchestrator("O", static async context => await context.CallSubOrchestratorAsync<string>("Missing")));
        await engine.RunAsync("O");
        Assert.EndsWith(": No orchestrator task named 'Missing' was found.", await engine.FailureAsync("O"), StringComparison.Ordinal);
    }
}

public sealed class SubOrchestrationOnFileTests() : SubOrchestrationContract(isOnFile: true);

public sealed class SubOrchestrationInMemoryTests() : SubOrchestrationContract(isOnFile: false);
