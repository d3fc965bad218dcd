using Embedded.Tests.Engine;
using Microsoft.DurableTask.Engine;
using Microsoft.DurableTask.Engine.Harsh;

namespace Embedded.Tests.Harsh;

/// <summary>Messages that lie there together come in steps of their own, between which the instance is evicted; none is left lying.</summary>
public sealed class SplitBatchTests
{
    [Fact]
    public async Task Events_ThatLieTogether_AreAllTakenInSeveralSteps()
    {
        await using var engine = await TestEngine.StartAsync(
            new TestTasks().Orchestrator("O", static async context =>
            {
                var all = "";
                while (all.Length < 4)
                    all += await context.WaitForExternalEvent<string>("e");
                return all;
            }),
            Unkind.Seed(static harsh => HoldsAllButTheStart(harsh) && TakesOneByOne(harsh)));
        await engine.RunAsync("O");
        foreach (var payload in new[] { "1", "2", "3", "4" })
            await engine.RaiseAsync("O", "e", payload);
        Assert.Single(engine.Rows("SELECT * FROM history WHERE kind = 'StepStarted'"));
        await engine.AdvanceAsync(TimeSpan.FromSeconds(25));
        Assert.Equal("1234", (await engine.GetAsync("O")).ReadOutputAs<string>());
        Assert.Equal(5, engine.Rows("SELECT * FROM history WHERE kind = 'StepStarted'").Count);
    }

    private static bool HoldsAllButTheStart(HarshMode harsh) =>
        harsh.IsPrompt("O", 1) && Enumerable.Range(0, 4).All(_ => harsh.HeldUntil("O") is not null);

    private static bool TakesOneByOne(HarshMode harsh) =>
        new[] { 1, 4, 3, 2, 1 }.All(due => harsh.BatchOf("O", [.. Enumerable.Range(0, due).Select(Event)]).Count == 1);

    private static Message Event(int sequence) => new(sequence, "O", null, new HistoryEvent(EventKind.EventRaised));
}
