using System.Collections.Concurrent;
using Microsoft.DurableTask;

namespace Embedded.Tests.Engine;

/// <summary>A child has the id that it is given, unless one of that id runs.</summary>
public abstract class ChildIdContract(bool isOnFile) : EngineContract(isOnFile)
{
    private static readonly SubOrchestrationOptions AsChild = new(instanceId: "child");

    [Fact]
    public async Task Child_WhoseIdRuns_IsRefusedAsAFailedCall()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Orchestrator("Child", static async context => await context.WaitForExternalEvent<string>("go"))
            .Orchestrator("O", static async context =>
            {
                var first = context.CallSubOrchestratorAsync<string>("Child", AsChild);
                var second = await Assert.ThrowsAsync<TaskFailedException>(() => context.CallSubOrchestratorAsync("Child", AsChild));
                return $"{second.TaskId} {second.FailureDetails.ErrorMessage} {await first}";
            }));
        await engine.RunAsync("O");
        await engine.RaiseAsync("child", "go", "The first ended.");
        var ended = await engine.GetAsync("O");
        Assert.Equal("1 An orchestration instance with id 'child' has not ended. The first ended.", ended.ReadOutputAs<string>());
    }

    /// <summary>functions-host §2 row 10: an id that has ended runs again.</summary>
    [Fact]
    public async Task Child_WhoseIdHasEnded_RunsAgain()
    {
        var runs = 0;
        await using var engine = await StartAsync(new TestTasks()
            .Orchestrator("Child", _ => Task.FromResult<object?>(Interlocked.Increment(ref runs)))
            .Orchestrator("O", static async context => await context.CallSubOrchestratorAsync<int>("Child", AsChild)
                + (10 * await context.CallSubOrchestratorAsync<int>("Child", AsChild))));
        Assert.Equal(21, (await engine.RunAsync("O")).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData("child")]
    [InlineData(null)]
    public async Task Child_ThatIsTriedAgain_KeepsItsId(string? id)
    {
        var ids = new ConcurrentQueue<string>();
        var policy = TaskRetryOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMinutes(1)));
        await using var engine = await StartAsync(new TestTasks()
            .Orchestrator("Child", context =>
            {
                ids.Enqueue(context.InstanceId);
                return ids.Count < 3 ? throw new InvalidOperationException("not yet") : Task.FromResult<object?>("at last");
            })
            .Orchestrator("O", async context =>
                await context.CallSubOrchestratorAsync<string>("Child", new SubOrchestrationOptions(policy, id))));
        await engine.RunAsync("O");
        await engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        await engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("at last", (await engine.GetAsync("O")).ReadOutputAs<string>());
        Assert.Equal(3, ids.Count);
        Assert.Equal(id ?? ids.First(), Assert.Single(ids.Distinct()));
    }
}

public sealed class ChildIdOnFileTests() : ChildIdContract(isOnFile: true);

public sealed class ChildIdInMemoryTests() : ChildIdContract(isOnFile: false);
