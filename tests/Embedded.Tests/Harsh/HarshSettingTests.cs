using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine.Harsh;
using Microsoft.Extensions.Configuration;

namespace Embedded.Tests.Harsh;

public sealed class HarshSettingTests
{
    [Fact]
    public async Task Setting_Absent_IsKind()
    {
        await using var app = await RunningApp.StartAsync(typeof(Nothing));
        Assert.Null(app.Engine.Harsh);
    }

    [Fact]
    public async Task Setting_Present_IsTheSeedAndIsLogged()
    {
        await using var app = await StartAsync("42");
        Assert.Equal(42, app.Engine.Harsh!.Dice.Seed);
        Assert.Contains(app.Logs.Lines, static line => line.StartsWith("Warning 190 Harsh mode, seed 42", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Setting_ThatIsNoNumber_StopsTheStart()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync("yes"));
        Assert.Contains("Embedded:Harsh", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Choices_OfOneSeed_AreTheSameWhateverIsAskedBetween()
    {
        var (one, other) = (new HarshDice(7), new HarshDice(7));
        var first = Enumerable.Range(0, 20).Select(_ => one.For("a").Next()).ToList();
        Assert.Equal(first, Enumerable.Range(0, 20).Select(_ => (other.For("b").Next(), other.For("a").Next()).Item2));
        Assert.Equal(20, first.Distinct().Count());
        Assert.NotEqual(first[0], new HarshDice(8).For("a").Next());
    }

    private static Task<RunningApp> StartAsync(string seed) => RunningApp.StartAsync(
        builder => builder.Configuration.AddInMemoryCollection([new("Embedded:Harsh", seed)]), typeof(Nothing));

    public static class Nothing
    {
        [Function("Nothing")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) => Task.CompletedTask;
    }
}
