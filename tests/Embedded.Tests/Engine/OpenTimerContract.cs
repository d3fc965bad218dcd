using Microsoft.DurableTask.Client;

namespace Embedded.Tests.Engine;

/// <summary>As with any open call, an orchestrator that has returned ends when its timers are due or cancelled.</summary>
public abstract class OpenTimerContract(bool isOnFile) : EngineContract(isOnFile)
{
    [Fact]
    public async Task Orchestrator_ThatReturnedWhileATimerIsOpen_EndsWithItsResultWhenTheTimerIsDue()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static context =>
        {
            _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return Task.FromResult<object?>("returned");
        }));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.RunAsync("O")).RuntimeStatus);
        await engine.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal("returned", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Orchestrator_ThatReturnedWhileATimerIsOpen_EndsAfterARestartToo()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static async context =>
        {
            _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return await context.WaitForExternalEvent<string>("go");
        }));
        await engine.RunAsync("O");
        await engine.RaiseAsync("O", "go", "returned");
        await engine.StartAgainAsync();
        Assert.True((await engine.GetAsync("O")).IsRunning);
        await engine.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal("returned", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Orchestrator_ThatCancelledItsTimer_EndsAtOnce()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static context =>
        {
            using var needed = new CancellationTokenSource();
            _ = context.CreateTimer(TimeSpan.FromHours(1), needed.Token);
            needed.Cancel();
            return Task.FromResult<object?>("returned");
        }));
        Assert.Equal("returned", (await engine.RunAsync("O")).ReadOutputAs<string>());
    }
}

public sealed class OpenTimerOnFileTests() : OpenTimerContract(isOnFile: true);

public sealed class OpenTimerInMemoryTests() : OpenTimerContract(isOnFile: false);
