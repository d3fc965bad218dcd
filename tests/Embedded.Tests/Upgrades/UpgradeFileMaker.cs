using Embedded.Tests.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Upgrades;

/// <summary>
/// Makes the file that today's engine leaves. Whoever writes the next schema script runs it before, with <c>-explicit only -class</c> and
/// this class, and moves the file from the output directory to those beside this; what stands there is never made again.
/// </summary>
public sealed class UpgradeFileMaker
{
    private readonly TaskCompletionSource _interruptedBegan = new();
    private readonly TaskCompletionSource _answeredBegan = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task File_OfTodaysSchema_IsMade()
    {
        await using var engine = await TestEngine.StartAsync(Tasks());
        await LeaveInEveryStateAsync(engine);
        await Task.WhenAll(_interruptedBegan.Task, _answeredBegan.Task).WaitAsync(Cancellation);
        await engine.StopAsync();
        var file = Path.Combine(engine.DataDirectory, "engine.db");
        Assert.False(File.Exists($"{file}-wal"), "What is in the log would be missing.");
        File.Copy(file, Path.Combine(AppContext.BaseDirectory, $"schema-{EngineSchema.Scripts.Count:D4}.db"), overwrite: true);
    }

    private TestTasks Tasks() => UpgradeTasks.Orchestrations()
        // It has begun and has no result: the stop interrupts it.
        .Activity("Interrupted", async (_, stopping) =>
        {
            _interruptedBegan.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);
            return null;
        })
        // Its result is written while the engine stops, so that no step takes it.
        .Activity("Answered", async (input, stopping) =>
        {
            var stopped = new TaskCompletionSource();
            await using var registration = stopping.Register(stopped.SetResult);
            _answeredBegan.SetResult();
            await stopped.Task;
            return $"{input} of the older build";
        });

    private static async Task LeaveInEveryStateAsync(TestEngine engine)
    {
        foreach (var name in new[] { "Event", "Timer", "Parent", "Completed", "Failed" })
            await engine.RunAsync(name);
        await engine.RunAsync("Anew", 0);
        await engine.RaiseAsync("Anew", "kept", "kept");
        await engine.RaiseAsync("Anew", "next");
        await engine.RaiseAsync("Anew", "next");
        var tomorrow = new StartOrchestrationOptions("Later", TestEngine.Noon.AddDays(1));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Later", tomorrow, Cancellation);
        await engine.RaiseAsync("Later", "go", "kept");
        await engine.StartInstanceAsync("Interrupted");
        await engine.StartInstanceAsync("Answered");
    }
}
