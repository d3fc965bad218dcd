using Microsoft.DurableTask;

namespace Embedded.Tests.Engine;

public sealed class ParallelCallTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    [Fact]
    public async Task WhenAll_GivesTheResultsInTheOrderOfTheCalls()
    {
        await using var engine = await TestEngine.StartAsync(new TestTasks()
            .Activity("A", static name => name)
            .Orchestrator("O", static async context => string.Concat(await Task.WhenAll(Names.Select(name => context.CallActivityAsync<string>("A", name))))));
        Assert.Equal("abc", (await engine.RunAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WhenAll_WithSeveralFailures_ThrowsTheFirstAndKnowsAll()
    {
        await using var engine = await TestEngine.StartAsync(new TestTasks()
            .Activity("A", static name => name == "b" ? "fine" : throw new InvalidOperationException(name))
            .Orchestrator("O", static async context =>
            {
                var all = Task.WhenAll(Names.Select(name => context.CallActivityAsync<string>("A", name)));
                var thrown = await Assert.ThrowsAsync<TaskFailedException>(() => all);
                return string.Join(' ', [thrown.TaskId, .. all.Exception!.InnerExceptions.Cast<TaskFailedException>().Select(static e => e.TaskId)]);
            }));
        Assert.Equal("0 0 2", (await engine.RunAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WhenAny_GoesOnWithTheFirst()
    {
        await using var engine = await TestEngine.StartAsync(new TestTasks().Orchestrator("O", static async context =>
        {
            Task<string>[] awaited = [.. Names.Select(name => context.WaitForExternalEvent<string>(name))];
            return Array.IndexOf(awaited, await Task.WhenAny(awaited));
        }));
        await engine.RunAsync("O");
        await engine.RaiseAsync("O", "b");
        Assert.Equal(1, (await engine.GetAsync("O")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Continuations_OfOneStep_RunOnOneThreadInTheOrderOfTheHistory()
    {
        var seen = new List<string>();
        var threads = new List<int>();
        await using var engine = await TestEngine.StartAsync(new TestTasks().Orchestrator("O", async context =>
        {
            seen.Clear();
            threads.Clear();
            async Task Follow(string name)
            {
                for (var round = 1; round <= 2; round++)
                {
                    await context.WaitForExternalEvent<object?>(name);
                    threads.Add(Environment.CurrentManagedThreadId);
                    seen.Add($"{name}{round}");
                }
            }

            await Task.WhenAll(Names.Select(Follow));
            return null;
        }));
        await engine.RunAsync("O");
        foreach (var name in new[] { "b", "a", "a", "c", "b", "c" })
            await engine.RaiseAsync("O", name);
        Assert.Equal(["b1", "a1", "a2", "c1", "b2", "c2"], seen);
        Assert.Single(threads.Distinct());
    }

    [Fact]
    public async Task Context_UsedOnAnotherThread_Refuses()
    {
        await using var engine = await TestEngine.StartAsync(new TestTasks().Orchestrator("O", static context => Task.FromResult<object?>(OnAnotherThread(context))));
        Assert.StartsWith("Replayed code was resumed outside its orchestration", (await engine.RunAsync("O")).ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    private static string OnAnotherThread(TaskOrchestrationContext context)
    {
        var message = "";
        var thread = new Thread(() => message = Assert.Throws<InvalidOperationException>(() => context.NewGuid()).Message);
        thread.Start();
        thread.Join();
        return message;
    }
}
