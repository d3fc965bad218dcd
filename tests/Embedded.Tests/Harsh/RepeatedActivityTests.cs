using Embedded.Tests.Engine;
using Microsoft.DurableTask.Engine.Harsh;

namespace Embedded.Tests.Harsh;

/// <summary>functions-host §1: messages in flight at a kill come back, so activities may run again; in harsh mode each does.</summary>
public sealed class RepeatedActivityTests
{
    private int _runs;

    [Fact]
    public async Task Activity_WhoseAnswerIsLost_RunsAgainAndTheSecondAnswers()
    {
        await using var engine = await StartAsync(Repeat.AnswerLost, _ => Task.FromResult<object?>(Interlocked.Increment(ref _runs)));
        Assert.Equal(2, (await engine.RunAsync("O")).ReadOutputAs<int>());
        Assert.Equal(2, _runs);
    }

    [Fact]
    public async Task Activity_ThatTwoHostsTake_RunsAtOnce()
    {
        var both = new TaskCompletionSource();
        await using var engine = await StartAsync(Repeat.AtOnce, async stopping =>
        {
            if (Interlocked.Increment(ref _runs) == 2)
                both.SetResult();
            // Neither ends before the other has begun.
            await both.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, stopping);
            return "met";
        });
        Assert.Equal("met", (await engine.RunAsync("O")).ReadOutputAs<string>());
        Assert.Equal(2, _runs);
    }

    [Fact]
    public async Task Activity_ThatIsSentAgain_RunsWhenTheFlowHasGoneOn()
    {
        await using var engine = await StartAsync(Repeat.Late, _ => Task.FromResult<object?>(Interlocked.Increment(ref _runs)));
        var ended = await engine.RunAsync("O");
        Assert.Equal((true, 1, 1), (ended.IsCompleted, ended.ReadOutputAs<int>(), _runs));
        await engine.AdvanceAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(2, _runs);
    }

    [Fact]
    public void Activities_OfOneSeed_AreRepeatedInEachWay()
    {
        var dice = new HarshDice(1);
        var ways = Enumerable.Range(0, 100).Select(i => HarshRunner.NextWay(dice, "O", $"A{i}")).ToHashSet();
        Assert.Equal(Enum.GetValues<Repeat>(), ways.Order());
    }

    private static Task<TestEngine> StartAsync(Repeat way, Func<CancellationToken, Task<object?>> activity) => TestEngine.StartAsync(
        new TestTasks()
            .Activity("A", (_, stopping) => activity(stopping))
            .Orchestrator("O", static async context => await context.CallActivityAsync<object>("A")),
        Unkind.Seed(harsh => HarshRunner.NextWay(harsh.Dice, "O", "A") == way && harsh.IsPrompt("O", 2)));
}
