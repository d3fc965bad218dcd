using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Embedded.Tests.Engine;

/// <summary>An event finds whoever waits for its name.</summary>
public abstract class ExternalEventContract(bool isOnFile) : EngineContract(isOnFile)
{
    [Theory]
    [InlineData("START", "start")]
    [InlineData("start", "Start")]
    public async Task Name_InAnotherCase_IsTheSame(string awaited, string raised)
    {
        await using var engine = await StartAsync(new TestTasks()
            .Orchestrator("O", async context => await context.WaitForExternalEvent<string>(awaited)));
        await engine.RunAsync("O");
        await engine.RaiseAsync("O", raised, "came");
        Assert.Equal("came", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Payload_OfAnotherShape_ThrowsWhereItIsAwaited()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static async context =>
        {
            await Assert.ThrowsAsync<System.Text.Json.JsonException>(() => context.WaitForExternalEvent<int>("e", CancellationToken.None));
            return await context.WaitForExternalEvent<int>("e");
        }));
        await engine.RunAsync("O");
        await engine.RaiseAsync("O", "e", "no number");
        await engine.RaiseAsync("O", "e", 7);
        Assert.Equal(7, (await engine.GetAsync("O")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Event_ToAnUnknownOrEndedInstance_IsDroppedWithoutAnError()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static _ => Task.FromResult<object?>(null)));
        await engine.RunAsync("O");
        await engine.RaiseAsync("O", "e");
        await engine.RaiseAsync("unknown", "e");
        Assert.Empty(engine.Rows("SELECT * FROM message"));
    }

    /// <summary>The host loses it (functions-host §1); the row of docs/runtime-differences.md says why that may differ.</summary>
    [Fact]
    public async Task Event_ToAnInstanceThatHasNotBegun_IsKept()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Orchestrator("O", static async context => await context.WaitForExternalEvent<string>("e")));
        var inAnHour = new StartOrchestrationOptions("O", TestEngine.Noon.AddHours(1));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("O", inAnHour, TestContext.Current.CancellationToken);
        await engine.RaiseAsync("O", "e", "early");
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.GetAsync("O")).RuntimeStatus);
        await engine.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal("early", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }
}

public sealed class ExternalEventOnFileTests() : ExternalEventContract(isOnFile: true);

public sealed class ExternalEventInMemoryTests() : ExternalEventContract(isOnFile: false);
