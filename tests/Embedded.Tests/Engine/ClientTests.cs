using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Embedded.Tests.Engine;

public sealed class ClientTests
{
    private readonly TestTasks _tasks = new TestTasks()
        .Orchestrator("O", static async context => $"{context.GetInput<string>()} {await context.WaitForExternalEvent<string>("go")}");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_OfAnIdThatRuns_IsRefused()
    {
        await using var engine = await TestEngine.StartAsync(_tasks);
        await engine.RunAsync("O");
        var refused = await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.StartInstanceAsync("O"));
        Assert.Equal("An orchestration instance with id 'O' has not ended.", refused.Message);
    }

    [Fact]
    public async Task Start_OfAnIdThatIsPending_IsRefused()
    {
        await using var engine = await TestEngine.StartAsync(_tasks);
        await StartAtAsync(engine, TestEngine.Noon.AddHours(1));
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.StartInstanceAsync("O"));
    }

    /// <summary>functions-host §2 row 10.</summary>
    [Fact]
    public async Task Start_OfAnIdThatHasEnded_RunsAgainWithAHistoryOfItsOwn()
    {
        await using var engine = await TestEngine.StartAsync(_tasks);
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
        await using var engine = await TestEngine.StartAsync(new TestTasks());
        await engine.RunAsync("O");
        await engine.FailureAsync("O");
        engine.Tasks.Orchestrator("O", static _ => Task.FromResult<object?>("repaired"));
        var again = await engine.RunAsync("O");
        Assert.Equal(("repaired", null), (again.ReadOutputAs<string>(), again.FailureDetails));
    }

    [Fact]
    public async Task Start_AtATime_IsPendingUntilThen()
    {
        await using var engine = await TestEngine.StartAsync(_tasks);
        await StartAtAsync(engine, TestEngine.Noon.AddHours(1));
        await engine.AdvanceAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.GetAsync("O")).RuntimeStatus);
        await engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.GetAsync("O")).RuntimeStatus);
    }

    [Fact]
    public async Task Start_AtATimeThatIsOver_IsAtOnce()
    {
        await using var engine = await TestEngine.StartAsync(_tasks);
        await StartAtAsync(engine, TestEngine.Noon.AddHours(-1));
        await engine.IdleAsync();
        Assert.True((await engine.GetAsync("O")).IsRunning);
    }

    [Fact]
    public async Task Start_WithoutAnId_GetsARandomOne()
    {
        await using var engine = await TestEngine.StartAsync(_tasks);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("O", Cancellation);
        Assert.True(Guid.TryParseExact(id, "N", out _));
        await engine.IdleAsync();
        Assert.True((await engine.GetAsync(id)).IsRunning);
    }

    [Fact]
    public async Task Instance_NobodyStarted_IsNull()
    {
        await using var engine = await TestEngine.StartAsync(_tasks);
        Assert.Null(await engine.Client.GetInstanceAsync("unknown", Cancellation));
    }

    [Fact]
    public async Task InputsAndOutputs_AreGivenOnlyWhenAskedFor()
    {
        await using var engine = await TestEngine.StartAsync(_tasks);
        await engine.RunAsync("O", "input");
        await engine.RaiseAsync("O", "go", "output");
        var bare = (await engine.Client.GetInstanceAsync("O", Cancellation))!;
        Assert.Equal((true, null, null), (bare.IsCompleted, bare.SerializedInput, bare.SerializedOutput));
        Assert.Throws<InvalidOperationException>(() => bare.ReadOutputAs<string>());
        var full = await engine.GetAsync("O");
        Assert.Equal(("input", "input output"), (full.ReadInputAs<string>(), full.ReadOutputAs<string>()));
    }

    [Fact]
    public async Task Wait_ForTheEnd_EndsWithTheInstanceOrItsToken()
    {
        await using var engine = await TestEngine.StartAsync(_tasks);
        await engine.RunAsync("O");
        using var impatient = new CancellationTokenSource();
        var given = engine.Client.WaitForInstanceCompletionAsync("O", impatient.Token);
        var patient = engine.Client.WaitForInstanceCompletionAsync("O", getInputsAndOutputs: true, Cancellation);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.False(patient.IsCompleted);
        await engine.RaiseAsync("O", "go", "end");
        Assert.Equal(" end", (await patient).ReadOutputAs<string>());
        Assert.True((await engine.Client.WaitForInstanceCompletionAsync("O", Cancellation)).IsCompleted);
    }

    private static Task StartAtAsync(TestEngine engine, DateTimeOffset at) =>
        engine.Client.ScheduleNewOrchestrationInstanceAsync("O", new StartOrchestrationOptions("O", at), Cancellation);
}
