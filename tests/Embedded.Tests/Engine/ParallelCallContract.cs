using Microsoft.DurableTask;

namespace Embedded.Tests.Engine;

/// <summary>Calls that are awaited together.</summary>
public abstract class ParallelCallContract(bool isOnFile) : EngineContract(isOnFile)
{
    private static readonly string[] Names = ["a", "b", "c"];

    [Fact]
    public async Task WhenAll_GivesTheResultsInTheOrderOfTheCalls()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Activity("A", static name => name)
            .Orchestrator("O", static async context => string.Concat(
                await Task.WhenAll(Names.Select(name => context.CallActivityAsync<string>("A", name))))));
        Assert.Equal("abc", (await engine.RunAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WhenAll_WithSeveralFailures_ThrowsTheFirstAndKnowsAll()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Activity("A", static name => name == "b" ? "fine" : throw new InvalidOperationException(name))
            .Orchestrator("O", static async context =>
            {
                var all = Task.WhenAll(Names.Select(name => context.CallActivityAsync<string>("A", name)));
                var thrown = await Assert.ThrowsAsync<TaskFailedException>(() => all);
                var known = all.Exception!.InnerExceptions.Cast<TaskFailedException>().Select(static e => e.TaskId);
                return $"{thrown.TaskId}: {string.Join(' ', known)}";
            }));
        Assert.Equal("0: 0 2", (await engine.RunAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WhenAny_GoesOnWithTheFirst()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static async context =>
        {
            Task<string>[] awaited = [.. Names.Select(name => context.WaitForExternalEvent<string>(name))];
            return Array.IndexOf(awaited, await Task.WhenAny(awaited));
        }));
        await engine.RunAsync("O");
        await engine.RaiseAsync("O", "b");
        Assert.Equal(1, (await engine.GetAsync("O")).ReadOutputAs<int>());
    }
}

public sealed class ParallelCallOnFileTests() : ParallelCallContract(isOnFile: true);

public sealed class ParallelCallInMemoryTests() : ParallelCallContract(isOnFile: false);
