using Microsoft.DurableTask;

namespace Embedded.Tests.Engine;

/// <summary>Replayed code runs on one thread at a time, in the order of its history.</summary>
public abstract class LogicalThreadContract(bool isOnFile) : EngineContract(isOnFile)
{
    private static readonly string[] Names = ["a", "b", "c"];

    [Fact]
    public async Task Continuations_OfOneStep_RunOnOneThreadInTheOrderOfTheHistory()
    {
        var seen = new List<string>();
        var threads = new List<int>();
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", async context =>
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
        await using var engine = await StartAsync(new TestTasks()
            .Orchestrator("O", static context => Task.FromResult<object?>(OnAnotherThread(context))));
        var ended = await engine.RunAsync("O");
        Assert.StartsWith("Replayed code was resumed outside its orchestration", ended.ReadOutputAs<string>(), StringComparison.Ordinal);
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

public sealed class LogicalThreadOnFileTests() : LogicalThreadContract(isOnFile: true);

public sealed class LogicalThreadInMemoryTests() : LogicalThreadContract(isOnFile: false);
