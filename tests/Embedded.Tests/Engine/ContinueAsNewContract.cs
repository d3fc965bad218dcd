using Microsoft.DurableTask;

namespace Embedded.Tests.Engine;

/// <summary>An instance that continues as new keeps its id and forgets its history.</summary>
public abstract class ContinueAsNewContract(bool isOnFile) : EngineContract(isOnFile)
{
    [Fact]
    public async Task Execution_IsANewOneWithAnEmptyHistoryAndTheSameId()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static async context =>
        {
            var round = context.GetInput<int>();
            await context.WaitForExternalEvent<object?>("go");
            context.ContinueAsNew(round + 1);
            return "ignored";
        }));
        await engine.RunAsync("O", 1);
        var first = engine.Rows("SELECT id, execution FROM instance");
        await engine.RaiseAsync("O", "go");
        var second = Assert.Single(engine.Rows("SELECT id, execution FROM instance"));
        Assert.StartsWith("O ", second, StringComparison.Ordinal);
        Assert.NotEqual(first[0], second);
        Assert.Equal(["StepStarted", "ExecutionStarted"], engine.Rows("SELECT kind FROM history ORDER BY sequence"));
        var now = await engine.GetAsync("O");
        Assert.Equal((true, 2, null), (now.IsRunning, now.ReadInputAs<int>(), now.SerializedOutput));
    }

    [Fact]
    public async Task Version_IsKeptUnlessANewOneIsGiven()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static context =>
        {
            var before = context.GetInput<string>();
            var seen = $"{before} {context.Version}";
            if (seen.Length < 10)
                context.ContinueAsNew(new ContinueAsNewOptions { NewInput = seen, NewVersion = before is null ? null : "0.9" });
            return Task.FromResult<object?>(seen);
        }));
        Assert.Equal(" 1.0 1.0 0.9", (await engine.RunAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task NewExecution_AfterARestart_GoesOn()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static async context =>
        {
            if (await context.WaitForExternalEvent<bool>("go"))
                return context.GetInput<int>();
            context.ContinueAsNew(context.GetInput<int>() + 1);
            return null;
        }));
        await engine.RunAsync("O", 1);
        await engine.RaiseAsync("O", "go", false);
        await engine.StartAgainAsync();
        await engine.RaiseAsync("O", "go", true);
        Assert.Equal(2, (await engine.GetAsync("O")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Input_ThatCannotBeWritten_IsTheOrchestratorsFailure()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static context =>
        {
            context.ContinueAsNew(typeof(string));
            return Task.FromResult<object?>(null);
        }));
        await engine.RunAsync("O");
        Assert.StartsWith("Serialization and deserialization of 'System.RuntimeType'", await engine.FailureAsync("O"));
    }
}

public sealed class ContinueAsNewOnFileTests() : ContinueAsNewContract(isOnFile: true);

public sealed class ContinueAsNewInMemoryTests() : ContinueAsNewContract(isOnFile: false);
