using Embedded.Tests.Engine;

namespace Embedded.Tests.Harsh;

/// <summary>An instance may be evicted at any await, before what it did is written: it is replayed and does it again.</summary>
public sealed class LostStepTests
{
    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task Step_ThatIsLostBeforeItIsWritten_RunsAgainAndSchedulesOnce(bool isLost, int runs)
    {
        var (begun, scheduled) = (0, 0);
        await using var engine = await TestEngine.StartAsync(
            new TestTasks().Orchestrator("O", async context =>
            {
                begun++;
                await context.CallSubOrchestratorAsync("Child");
                return null;
            }).Orchestrator("Child", _ => Task.FromResult<object?>(scheduled++)),
            Unkind.Seed(harsh => harsh.IsPrompt("O", 1) && harsh.LosesStep("O") == isLost));
        await engine.StartInstanceAsync("O");
        await engine.IdleAsync();
        var steps = engine.Rows("SELECT kind FROM history WHERE instance = 'O' AND kind = 'StepStarted'").Count;
        Assert.Equal(runs + steps - 1, begun);
        Assert.Single(engine.Rows("SELECT id FROM instance WHERE name = 'Child'"));
    }
}
