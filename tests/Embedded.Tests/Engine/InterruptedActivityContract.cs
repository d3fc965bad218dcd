namespace Embedded.Tests.Engine;

/// <summary>What the stop of the engine means to an activity.</summary>
public abstract class InterruptedActivityContract(bool isOnFile) : EngineContract(isOnFile)
{
    private readonly TaskCompletionSource _began = new();
    private int _doneRuns;
    private int _slowRuns;

    [Fact]
    public async Task Activity_InterruptedByTheStop_RunsAgainAndThoseBeforeItDoNot()
    {
        await using var engine = await StoppedAsync(static async stopping =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);
            return null;
        });
        Assert.Equal("again", (await engine.GetAsync("O")).ReadOutputAs<string>());
        Assert.Equal((1, 2), (_doneRuns, _slowRuns));
    }

    [Fact]
    public async Task Activity_ThatEndsInSpiteOfTheStop_DoesNotRunAgain()
    {
        await using var engine = await StoppedAsync(static async stopping =>
        {
            var stopped = new TaskCompletionSource();
            await using var registration = stopping.Register(stopped.SetResult);
            await stopped.Task;
            return "ended";
        });
        Assert.Equal("ended", (await engine.GetAsync("O")).ReadOutputAs<string>());
        Assert.Equal((1, 1), (_doneRuns, _slowRuns));
    }

    [Fact]
    public async Task Activity_ThatIsCancelledForAnotherReason_HasFailed()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Activity("Slow", static _ => throw new OperationCanceledException("of its own"))
            .Orchestrator("O", static async context => await context.CallActivityAsync<string>("Slow")));
        await engine.RunAsync("O");
        Assert.Equal("Task 'Slow' (#0) failed with an unhandled exception: of its own", await engine.FailureAsync("O"));
    }

    private async Task<TestEngine> StoppedAsync(Func<CancellationToken, Task<object?>> firstRun)
    {
        var engine = await StartAsync(new TestTasks()
            .Activity("Done", _ => Interlocked.Increment(ref _doneRuns))
            .Activity("Slow", async (_, stopping) =>
            {
                if (Interlocked.Increment(ref _slowRuns) > 1)
                    return "again";
                _began.SetResult();
                return await firstRun(stopping);
            })
            .Orchestrator("O", static async context =>
            {
                await context.CallActivityAsync("Done");
                return await context.CallActivityAsync<string>("Slow");
            }));
        await engine.StartInstanceAsync("O");
        await _began.Task.WaitAsync(TestContext.Current.CancellationToken);
        await engine.StartAgainAsync();
        await engine.IdleAsync();
        return engine;
    }
}

public sealed class InterruptedActivityOnFileTests() : InterruptedActivityContract(isOnFile: true);

public sealed class InterruptedActivityInMemoryTests() : InterruptedActivityContract(isOnFile: false);
