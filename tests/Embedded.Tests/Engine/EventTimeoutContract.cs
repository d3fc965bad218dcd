namespace Embedded.Tests.Engine;

/// <summary>A wait for an event ends when its time is over.</summary>
public abstract class EventTimeoutContract(bool isOnFile) : EngineContract(isOnFile)
{
    private readonly TestTasks _tasks = new TestTasks().Orchestrator("O", static async context =>
    {
        try
        {
            return await context.WaitForExternalEvent<string>("e", TimeSpan.FromHours(1));
        }
        catch (TaskCanceledException)
        {
            return "too late";
        }
    });

    [Fact]
    public async Task Wait_WhoseTimeIsOver_IsCancelled()
    {
        await using var engine = await StartAsync(_tasks);
        await engine.RunAsync("O");
        await engine.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal("too late", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Wait_WhoseEventCame_LeavesNoTimer()
    {
        await using var engine = await StartAsync(_tasks);
        await engine.RunAsync("O");
        await engine.RaiseAsync("O", "e", "in time");
        Assert.Equal("in time", (await engine.GetAsync("O")).ReadOutputAs<string>());
        Assert.Null(engine.NextTimerDue);
    }

    [Fact]
    public async Task Wait_ForAnEventThatIsThere_DoesNotWait()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static async context =>
        {
            await context.WaitForExternalEvent<object?>("go");
            return await context.WaitForExternalEvent<string>("e", TimeSpan.FromHours(1));
        }));
        await engine.RunAsync("O");
        await engine.RaiseAsync("O", "e", "early");
        await engine.RaiseAsync("O", "go");
        Assert.Equal("early", (await engine.GetAsync("O")).ReadOutputAs<string>());
        Assert.Null(engine.NextTimerDue);
    }
}

public sealed class EventTimeoutOnFileTests() : EventTimeoutContract(isOnFile: true);

public sealed class EventTimeoutInMemoryTests() : EventTimeoutContract(isOnFile: false);
