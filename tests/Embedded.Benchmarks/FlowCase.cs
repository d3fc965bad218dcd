using System.Diagnostics;
using Microsoft.DurableTask;

namespace Embedded.Benchmarks;

/// <summary>So many flows at once, from the first start to the last end; per second.</summary>
internal static class FlowCase
{
    private const int Compiling = 4;

    public static Task SequentialAsync(int count, string flush, int runs) =>
        RunAsync("a", "orchestrations of 5 activities", count, flush, runs, async engine =>
        {
            await engine.StartInstancesAsync(BenchmarkTasks.Sequence, count);
            await engine.CompletedAsync(count);
        });

    public static Task EventAsync(int count, string flush, int runs) =>
        RunAsync("b", "orchestrations that wait for one event", count, flush, runs, async engine =>
        {
            await engine.StartInstancesAsync(BenchmarkTasks.Event, count);
            await engine.RaiseAsync(count);
            await engine.CompletedAsync(count);
        });

    public static Task FanOutAsync(int count, string flush, int runs) =>
        RunAsync("c", "activities of one orchestration", count, flush, runs, async engine =>
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync(
                BenchmarkTasks.FanOut, count, new StartOrchestrationOptions("instance-0"), CancellationToken.None);
            await engine.CompletedAsync(1);
        });

    private static async Task RunAsync(string name, string what, int count, string flush, int runs, Func<BenchmarkEngine, Task> flow)
    {
        var load = Measured.Load();
        var (rates, costs) = (new List<double>(), new List<double>());
        // The first ones compile, and do not count.
        for (var run = 1 - Compiling; run <= runs; run++)
        {
            using var directory = new BenchmarkDirectory();
            await using var engine = await BenchmarkEngine.StartAsync(directory.Path, flush);
            var (start, busy) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await flow(engine);
            if (run <= 0)
                continue;
            rates.Add(count / Stopwatch.GetElapsedTime(start).TotalSeconds);
            costs.Add((Environment.CpuUsage.TotalTime - busy).TotalMicroseconds / count);
        }

        Measured.Print(name, what, count, "per second", flush, rates, load);
        // Less at the mercy of whatever else the machine does.
        Measured.Print(name, $"{what}: processor time of each", count, "µs", flush, costs, load);
    }
}
