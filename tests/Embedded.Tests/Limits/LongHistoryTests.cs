using Embedded.Tests.Engine;

namespace Embedded.Tests.Limits;

/// <summary>Two thousand events in one history, replayed at every step.</summary>
public sealed class LongHistoryTests
{
    [Fact]
    public async Task History_OfTwoThousandEvents_IsReplayedToTheSameEnd()
    {
        const int calls = 667;
        await using var engine = await TestEngine.StartAsync(new TestTasks()
            .Activity("Next", static text => text + ".")
            .Orchestrator("O", static async context =>
            {
                var dots = "";
                for (var n = 0; n < calls; n++)
                    dots = (await context.CallActivityAsync<string>("Next", dots))[^Math.Min(5, n + 1)..];
                await context.WaitForExternalEvent<string>("go");
                return dots;
            }));
        await engine.RunAsync("O");
        await engine.StartAgainAsync();
        await engine.RaiseAsync("O", "go");
        Assert.Equal(".....", (await engine.GetAsync("O")).ReadOutputAs<string>());
        Assert.True(int.Parse(Assert.Single(engine.Rows("SELECT count(*) FROM history"))) > 2000);
    }

    [Fact]
    public async Task Events_TwoThousandOfThemAtOnce_AreTakenInOrder()
    {
        await using var engine = await TestEngine.StartAsync(new TestTasks().Orchestrator("O", static async context =>
        {
            await context.WaitForExternalEvent<string>("begin");
            var inOrder = true;
            for (var n = 0; n < 2000; n++)
                inOrder &= await context.WaitForExternalEvent<int>("go") == n;
            return inOrder;
        }));
        await engine.RunAsync("O");
        for (var n = 0; n < 2000; n++)
            await engine.Client.RaiseEventAsync("O", "go", n, TestContext.Current.CancellationToken);
        await engine.RaiseAsync("O", "begin");
        Assert.True((await engine.GetAsync("O")).ReadOutputAs<bool>());
    }
}
