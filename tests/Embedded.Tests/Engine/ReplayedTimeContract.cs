using System.Collections.Concurrent;

namespace Embedded.Tests.Engine;

/// <summary>What replayed code takes for the time.</summary>
public abstract class ReplayedTimeContract(bool isOnFile) : EngineContract(isOnFile)
{
    private readonly ConcurrentQueue<string> _seen = [];

    [Fact]
    public async Task Now_MovesWithEachStepAndIsTheSameInEveryReplay()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", async context =>
        {
            var times = $"{context.CurrentUtcDateTime:HH:mm:ss}";
            foreach (var seconds in new[] { 90, 5 })
            {
                await context.CreateTimer(TimeSpan.FromSeconds(seconds), CancellationToken.None);
                times += $" {context.CurrentUtcDateTime:HH:mm:ss}";
                _seen.Enqueue(times);
            }

            return context.CurrentUtcDateTime.Kind;
        }));
        await engine.RunAsync("O");
        await engine.AdvanceAsync(TimeSpan.FromSeconds(90));
        await engine.StartAgainAsync();
        await engine.AdvanceAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(["12:00:00 12:01:30", "12:00:00 12:01:30", "12:00:00 12:01:30 12:01:35"], _seen);
        Assert.Equal(DateTimeKind.Utc, (await engine.GetAsync("O")).ReadOutputAs<DateTimeKind>());
    }

    [Fact]
    public async Task Now_WithinOneStep_StandsStill()
    {
        TestEngine? running = null;
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", context =>
        {
            var before = context.CurrentUtcDateTime;
            running!.Time.Advance(TimeSpan.FromMinutes(1));
            return Task.FromResult<object?>(context.CurrentUtcDateTime - before);
        }));
        running = engine;
        Assert.Equal(TimeSpan.Zero, (await engine.RunAsync("O")).ReadOutputAs<TimeSpan>());
    }
}

public sealed class ReplayedTimeOnFileTests() : ReplayedTimeContract(isOnFile: true);

public sealed class ReplayedTimeInMemoryTests() : ReplayedTimeContract(isOnFile: false);
