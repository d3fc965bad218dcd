using Microsoft.DurableTask;

namespace Embedded.Tests.Engine;

/// <summary>What becomes of events that the old execution has not taken.</summary>
public abstract class ContinueAsNewEventContract(bool isOnFile) : EngineContract(isOnFile)
{
    [Fact]
    public async Task KeptEvents_WhenPreserved_AreTakenByTheNewExecutionInTheirOrder()
    {
        await using var engine = await StartAsync(preserve: true);
        await engine.RunAsync("O", false);
        foreach (var (name, payload) in new[] { ("e", "1"), ("e", "2"), ("go", "") })
            await engine.RaiseAsync("O", name, payload);
        Assert.Equal("12", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task KeptEvents_WhenNotPreserved_AreDropped()
    {
        await using var engine = await StartAsync(preserve: false);
        await engine.RunAsync("O", false);
        foreach (var (name, payload) in new[] { ("e", "1"), ("go", ""), ("e", "2"), ("e", "3") })
            await engine.RaiseAsync("O", name, payload);
        Assert.Equal("23", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    /// <summary>Only what is kept at the time of the call is dropped (official-api, ContinueAsNew: ran).</summary>
    [Theory]
    [InlineData(true, "12")]
    [InlineData(false, "23")]
    public async Task Events_OfTheSameStepAfterTheCall_SurviveEitherWay(bool preserve, string taken)
    {
        await using var engine = await StartAsync(preserve);
        var inAnHour = new StartOrchestrationOptions("O", TestEngine.Noon.AddHours(1));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("O", false, inAnHour, TestContext.Current.CancellationToken);
        // Kept until the start, hence all of one step.
        foreach (var (name, payload) in new[] { ("e", "1"), ("go", ""), ("e", "2") })
            await engine.RaiseAsync("O", name, payload);
        await engine.AdvanceAsync(TimeSpan.FromHours(1));
        await engine.RaiseAsync("O", "e", "3");
        Assert.Equal(taken, (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    private Task<TestEngine> StartAsync(bool preserve) => StartAsync(new TestTasks().Orchestrator("O", async context =>
    {
        if (context.GetInput<bool>())
            return await context.WaitForExternalEvent<string>("e") + await context.WaitForExternalEvent<string>("e");
        await context.WaitForExternalEvent<object?>("go");
        context.ContinueAsNew(true, preserve);
        return null;
    }));
}

public sealed class ContinueAsNewEventOnFileTests() : ContinueAsNewEventContract(isOnFile: true);

public sealed class ContinueAsNewEventInMemoryTests() : ContinueAsNewEventContract(isOnFile: false);
