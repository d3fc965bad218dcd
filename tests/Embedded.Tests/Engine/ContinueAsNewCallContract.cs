namespace Embedded.Tests.Engine;

/// <summary>Continuing as new does not end the method, and its last call counts.</summary>
public abstract class ContinueAsNewCallContract(bool isOnFile) : EngineContract(isOnFile)
{
    [Fact]
    public async Task Call_DoesNotEndTheMethodAndTheLastOneWins()
    {
        var runs = 0;
        await using var engine = await StartAsync(new TestTasks()
            .Activity("A", _ => Interlocked.Increment(ref runs))
            .Orchestrator("O", static async context =>
            {
                var input = context.GetInput<string>();
                if (input != "first")
                    return input;
                context.ContinueAsNew("second");
                await context.CallActivityAsync("A");
                context.ContinueAsNew("third");
                return "ignored";
            }));
        Assert.Equal("third", (await engine.RunAsync("O", "first")).ReadOutputAs<string>());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Orchestrator_ThatThrowsAfterwards_HasFailed()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static context =>
        {
            context.ContinueAsNew();
            throw new InvalidOperationException("thrown");
        }));
        await engine.RunAsync("O");
        Assert.Equal("thrown", await engine.FailureAsync("O"));
    }
}

public sealed class ContinueAsNewCallOnFileTests() : ContinueAsNewCallContract(isOnFile: true);

public sealed class ContinueAsNewCallInMemoryTests() : ContinueAsNewCallContract(isOnFile: false);
