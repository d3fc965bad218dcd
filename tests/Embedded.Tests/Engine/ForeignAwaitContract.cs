namespace Embedded.Tests.Engine;

/// <summary>Replayed code may await only what its context returns; the host leaves such an instance running for ever.</summary>
public abstract class ForeignAwaitContract(bool isOnFile) : EngineContract(isOnFile)
{
    private const string Message = "The orchestrator awaits something that its context did not return; on replay nobody could answer it.";

    private readonly TaskCompletionSource<string> _foreign = new();

    [Fact]
    public async Task Orchestrator_ThatAwaitsADelay_HasFailed()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static async _ =>
        {
            await Task.Delay(TimeSpan.FromHours(1), TimeProvider.System);
            return null;
        }));
        await engine.RunAsync("O");
        Assert.Equal(Message, await engine.FailureAsync("O"));
    }

    [Fact]
    public async Task Orchestrator_ThatAwaitsAnotherThread_HasFailed()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Orchestrator("O", async _ => await Task.Run(() => _foreign.Task)));
        await engine.RunAsync("O");
        Assert.Equal(Message, await engine.FailureAsync("O"));
        _foreign.SetResult("too late");
    }

    [Fact]
    public async Task Orchestrator_ThatDoesSoAfterACallOfItsContext_HasFailed()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Activity("A", static _ => null)
            .Orchestrator("O", async context =>
            {
                await context.CallActivityAsync("A");
                return await _foreign.Task;
            }));
        await engine.RunAsync("O");
        Assert.Equal(Message, await engine.FailureAsync("O"));
    }

    [Fact]
    public async Task Orchestrator_ThatDoesSoBesideAnOpenCall_FailsWhenTheCallEnds()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", async context =>
        {
            _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return await _foreign.Task;
        }));
        Assert.True((await engine.RunAsync("O")).IsRunning);
        await engine.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(Message, await engine.FailureAsync("O"));
    }
}

public sealed class ForeignAwaitOnFileTests() : ForeignAwaitContract(isOnFile: true);

public sealed class ForeignAwaitInMemoryTests() : ForeignAwaitContract(isOnFile: false);
