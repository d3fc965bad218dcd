using Embedded.Tests.Engine;
using Microsoft.DurableTask.Client;

namespace Embedded.Tests.Harsh;

/// <summary>functions-host §3: what comes from another host waits until the partition is polled, 10–25 s by default.</summary>
public sealed class HeldMessageTests
{
    [Fact]
    public async Task Message_ThatIsHeld_IsOvertakenByThatOfAnotherInstance()
    {
        await using var engine = await TestEngine.StartAsync(
            new TestTasks()
                .Orchestrator("First", static _ => Task.FromResult<object?>(null))
                .Orchestrator("Second", static _ => Task.FromResult<object?>(null)),
            Unkind.Seed(static harsh => harsh.HeldUntil("First") is not null && harsh.IsPrompt("Second", 1)));
        await engine.RunAsync("First");
        await engine.RunAsync("Second");
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.GetAsync("First")).RuntimeStatus);
        Assert.True((await engine.GetAsync("Second")).IsCompleted);
        Assert.InRange(engine.NextTimerDue!.Value, TestEngine.Noon, TestEngine.Noon.AddSeconds(25));
        await engine.AdvanceAsync(TimeSpan.FromSeconds(25));
        Assert.True((await engine.GetAsync("First")).IsCompleted);
    }

    [Fact]
    public async Task Message_ThatIsHeldWhenTheProcessDies_IsTakenByTheNext()
    {
        await using var engine = await TestEngine.StartAsync(
            new TestTasks().Orchestrator("O", static _ => Task.FromResult<object?>(null)),
            Unkind.Seed(static harsh => harsh.HeldUntil("O") is not null));
        await engine.RunAsync("O");
        await engine.StartAgainAsync();
        await engine.EndAsync("O");
    }
}
