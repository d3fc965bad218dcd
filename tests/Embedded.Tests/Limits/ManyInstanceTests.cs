using Embedded.Tests.Engine;
using Microsoft.DurableTask;

namespace Embedded.Tests.Limits;

/// <summary>Ten thousand instances that wait at once, started by one parent, as far as the engine is concerned in no time.</summary>
public sealed class ManyInstanceTests
{
    private const int Many = 10_000;

    private readonly TestTasks _tasks = new TestTasks()
        .Orchestrator("Parent", static context =>
        {
            if (context.GetInput<bool>())
                return Task.FromResult<object?>(null);
            for (var n = 0; n < Many; n++)
                _ = context.CallSubOrchestratorAsync("Child", n, new SubOrchestrationOptions(instanceId: $"{n}"));
            context.ContinueAsNew(true);
            return Task.FromResult<object?>(null);
        });

    [Fact]
    public async Task Instances_ThatWaitForAnEvent_AreThereAfterAStartAndEachTakesItsOwn()
    {
        await using var engine = await StartAsync(static async context => await context.WaitForExternalEvent<string>("go"));
        await engine.StartAgainAsync();
        await engine.IdleAsync();
        foreach (var id in new[] { "0", "5000", "9999" })
        {
            await engine.RaiseAsync(id, "go", $"of {id}");
            Assert.Equal($"of {id}", (await engine.GetAsync(id)).ReadOutputAs<string>());
        }

        Assert.Equal([$"Completed 3", $"Running {Many - 3}"], Children(engine));
    }

    [Fact]
    public async Task Instances_WithATimerOfThirtyDays_AllGoOnThenAndNotBefore()
    {
        await using var engine = await StartAsync(static async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(30), CancellationToken.None);
            return null;
        });
        Assert.Equal(TestEngine.Noon.AddDays(30), engine.NextTimerDue);
        await engine.AdvanceAsync(TimeSpan.FromDays(30) - TimeSpan.FromTicks(1));
        Assert.Equal([$"Running {Many}"], Children(engine));
        await engine.AdvanceAsync(TimeSpan.FromTicks(1));
        Assert.Equal([$"Completed {Many}"], Children(engine));
        Assert.Null(engine.NextTimerDue);
    }

    private async Task<TestEngine> StartAsync(Func<TaskOrchestrationContext, Task<object?>> child)
    {
        var engine = await TestEngine.StartAsync(_tasks.Orchestrator("Child", child));
        await engine.StartInstanceAsync("Parent");
        await engine.IdleAsync();
        Assert.Equal([$"Running {Many}"], Children(engine));
        return engine;
    }

    private static IReadOnlyList<string> Children(TestEngine engine) =>
        engine.Rows("SELECT status, count(*) FROM instance WHERE name = 'Child' GROUP BY status ORDER BY status");
}
