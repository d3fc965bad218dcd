using DurableTask.Core.Exceptions;

namespace Embedded.Tests.Engine;

/// <summary>An id runs once at a time, and again when it has ended.</summary>
public abstract class InstanceStartContract(bool isOnFile) : EngineContract(isOnFile)
{
    private readonly TestTasks _tasks = new TestTasks()
        .Orchestrator("O", static async context => $"{context.GetInput<string>()} {await context.WaitForExternalEvent<string>("go")}");

    [Fact]
    public async Task Start_OfAnIdThatRuns_IsRefused()
    {
        await using var engine = await StartAsync(_tasks);
        await engine.RunAsync("O");
        var refused = await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.StartInstanceAsync("O"));
        Assert.Equal("An orchestration instance with id 'O' has not ended.", refused.Message);
    }

    /// <summary>functions-host §2 row 10.</summary>
    [Fact]
    public async Task Start_OfAnIdThatHasEnded_RunsAgainWithAHistoryOfItsOwn()
    {
        await using var engine = await StartAsync(_tasks);
        await engine.RunAsync("O", "first");
        await engine.RaiseAsync("O", "go", "1");
        Assert.Equal("first 1", (await engine.GetAsync("O")).ReadOutputAs<string>());
        engine.Time.Advance(TimeSpan.FromMinutes(1));
        var again = await engine.RunAsync("O", "second");
        Assert.Equal((true, null, TestEngine.Noon.AddMinutes(1)), (again.IsRunning, again.SerializedOutput, again.CreatedAt));
        Assert.Equal(2, engine.Rows("SELECT kind FROM history").Count);
        await engine.RaiseAsync("O", "go", "2");
        Assert.Equal("second 2", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Start_OfAnIdThatHasFailed_RunsAgain()
    {
        await using var engine = await StartAsync(new TestTasks());
        await engine.RunAsync("O");
        await engine.FailureAsync("O");
        engine.Tasks.Orchestrator("O", static _ => Task.FromResult<object?>("repaired"));
        var again = await engine.RunAsync("O");
        Assert.Equal(("repaired", null), (again.ReadOutputAs<string>(), again.FailureDetails));
    }
}

public sealed class InstanceStartOnFileTests() : InstanceStartContract(isOnFile: true);

public sealed class InstanceStartInMemoryTests() : InstanceStartContract(isOnFile: false);
