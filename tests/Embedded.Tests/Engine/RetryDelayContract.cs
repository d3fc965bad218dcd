using Microsoft.DurableTask;

namespace Embedded.Tests.Engine;

/// <summary>How long a failed call waits for its next attempt, and how often.</summary>
public abstract class RetryDelayContract(bool isOnFile) : EngineContract(isOnFile)
{
    private int _attempts;

    [Fact]
    public async Task Delays_GrowByTheCoefficientUpToTheLongest()
    {
        var policy = new RetryPolicy(6, TimeSpan.FromMinutes(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5));
        Assert.Equal([1, 2, 4, 5, 5], await DelaysAsync(policy));
        Assert.Equal(6, _attempts);
    }

    [Fact]
    public async Task Delays_UnlessTold_AreEqualAndAtMostAnHour()
    {
        Assert.Equal([20, 20], await DelaysAsync(new RetryPolicy(3, TimeSpan.FromMinutes(20))));
        Assert.Equal([20, 60, 60], await DelaysAsync(new RetryPolicy(4, TimeSpan.FromMinutes(20), backoffCoefficient: 5)));
    }

    [Fact]
    public async Task Delays_WithoutALongest_GoOnGrowing() => Assert.Equal([20, 100, 500], await DelaysAsync(
        new RetryPolicy(4, TimeSpan.FromMinutes(20), backoffCoefficient: 5, maxRetryInterval: Timeout.InfiniteTimeSpan)));

    [Fact]
    public async Task Attempts_AfterTheTimeout_AreNotMade()
    {
        // Minute 2 is before the timeout, so one more follows; at minute 3 it is over.
        Assert.Equal([1, 1, 1], await DelaysAsync(new RetryPolicy(100, TimeSpan.FromMinutes(1), retryTimeout: TimeSpan.FromSeconds(150))));
        Assert.Equal(4, _attempts);
    }

    [Fact]
    public async Task Attempts_InAll_IncludeTheFirst()
    {
        Assert.Empty(await DelaysAsync(new RetryPolicy(1, TimeSpan.FromMinutes(1))));
        Assert.Equal(1, _attempts);
    }

    /// <summary>The SDK sets a timer after the last failure too, of no length; it counts (official-api, Retry: ran).</summary>
    [Fact]
    public async Task LastFailure_IsThrownAfterATimerOfNoLength()
    {
        await using var engine = await FailingAsync(new RetryPolicy(2, TimeSpan.FromMinutes(1)));
        await engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("Task 'A' (#2) failed with an unhandled exception: attempt 2", await engine.FailureAsync("O"));
        Assert.Equal(
            ["0 ", "1 2026-03-01T12:01:00.0000000Z", "2 ", "3 2026-03-01T12:01:00.0000000Z"],
            engine.Rows("SELECT task, at FROM history WHERE kind IN ('ActivityScheduled', 'TimerCreated') ORDER BY task"));
    }

    private async Task<IReadOnlyList<double>> DelaysAsync(RetryPolicy policy)
    {
        await using var engine = await FailingAsync(policy);
        var delays = new List<double>();
        while (engine.NextTimerDue is { } due)
        {
            var delay = due - engine.Time.GetUtcNow();
            delays.Add(delay.TotalMinutes);
            await engine.AdvanceAsync(delay);
        }

        await engine.FailureAsync("O");
        return delays;
    }

    private async Task<TestEngine> FailingAsync(RetryPolicy policy)
    {
        var engine = await StartAsync(new TestTasks()
            .Activity("A", _ => throw new InvalidOperationException($"attempt {++_attempts}"))
            .Orchestrator("O", async context => await context.CallActivityAsync<string>("A", TaskOptions.FromRetryPolicy(policy))));
        await engine.RunAsync("O");
        return engine;
    }
}

public sealed class RetryDelayOnFileTests() : RetryDelayContract(isOnFile: true);

public sealed class RetryDelayInMemoryTests() : RetryDelayContract(isOnFile: false);
