using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Embedded.Tests.Engine;

/// <summary>An instance that is started for a time begins then.</summary>
public abstract class ScheduledStartContract(bool isOnFile) : EngineContract(isOnFile)
{
    private readonly TestTasks _tasks = new TestTasks()
        .Orchestrator("O", static async context => $"{context.GetInput<string>()} {await context.WaitForExternalEvent<string>("go")}");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_AtATime_IsPendingUntilThen()
    {
        await using var engine = await StartAsync(_tasks);
        await StartAtAsync(engine, TestEngine.Noon.AddHours(1));
        await engine.AdvanceAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.GetAsync("O")).RuntimeStatus);
        await engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.GetAsync("O")).RuntimeStatus);
    }

    [Fact]
    public async Task Start_AtATimeThatIsOver_IsAtOnce()
    {
        await using var engine = await StartAsync(_tasks);
        await StartAtAsync(engine, TestEngine.Noon.AddHours(-1));
        await engine.IdleAsync();
        Assert.True((await engine.GetAsync("O")).IsRunning);
    }

    [Fact]
    public async Task Start_OfAnIdThatIsPending_IsRefused()
    {
        await using var engine = await StartAsync(_tasks);
        await StartAtAsync(engine, TestEngine.Noon.AddHours(1));
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.StartInstanceAsync("O"));
    }

    private static Task StartAtAsync(TestEngine engine, DateTimeOffset at) =>
        engine.Client.ScheduleNewOrchestrationInstanceAsync("O", new StartOrchestrationOptions("O", at), Cancellation);
}

public sealed class ScheduledStartOnFileTests() : ScheduledStartContract(isOnFile: true);

public sealed class ScheduledStartInMemoryTests() : ScheduledStartContract(isOnFile: false);
