using Embedded.Tests.Engine;
using Microsoft.DurableTask.Engine.Harsh;

namespace Embedded.Tests.Harsh;

/// <summary>An activity that throws because it has run before is an error of the app, and must not pass in silence.</summary>
public sealed class BrokenRepeatTests
{
    private int _runs;

    [Theory]
    [InlineData(nameof(Repeat.AnswerLost))]
    [InlineData(nameof(Repeat.AtOnce))]
    [InlineData(nameof(Repeat.Late))]
    public async Task Activity_ThatThrowsWhenItHasRunBefore_IsLoggedAsAnErrorAndKept(string way)
    {
        await using var engine = await StartAsync(Enum.Parse<Repeat>(way), () => Interlocked.Increment(ref _runs) == 1);
        await engine.RunAsync("O");
        await engine.AdvanceAsync(TimeSpan.FromMinutes(6));
        Assert.Equal([$"O: activity A threw because it had run before ({way}): it is there"], engine.BrokenRepeats);
        Assert.Single(engine.Logs.Lines, static line => line.StartsWith("Error 191 O: A threw", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(nameof(Repeat.AnswerLost))]
    [InlineData(nameof(Repeat.AtOnce))]
    [InlineData(nameof(Repeat.Late))]
    public async Task Activity_ThatAlwaysThrows_HasFailedAndIsNoBrokenRepeat(string way)
    {
        await using var engine = await StartAsync(Enum.Parse<Repeat>(way), static () => false);
        await engine.RunAsync("O");
        await engine.AdvanceAsync(TimeSpan.FromMinutes(6));
        Assert.Equal("Task 'A' (#0) failed with an unhandled exception: it is there", await engine.FailureAsync("O"));
        Assert.Empty(engine.BrokenRepeats);
    }

    private static Task<TestEngine> StartAsync(Repeat way, Func<bool> succeeds) => TestEngine.StartAsync(
        new TestTasks()
            .Activity("A", _ => succeeds() ? "done" : throw new InvalidOperationException("it is there"))
            .Orchestrator("O", static async context => await context.CallActivityAsync<string>("A")),
        Unkind.Seed(harsh => HarshRunner.NextWay(harsh.Dice, "O", "A") == way && harsh.IsPrompt("O", 2)));
}
