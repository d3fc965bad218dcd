using System.Diagnostics;

namespace Embedded.Benchmarks;

/// <summary>So many flows at once, from the first start to the last end; per second.</summary>
internal static class FlowCase
{
    public static Task SequentialAsync(int count, string flush, int runs) => RunAsync("a", "orchestrations of 5 activities", count, flush, runs, async engine =>
    {
        await engine.StartInstancesAsync(BenchmarkTasks.Sequence, count);
        await engine.CompletedAsync(count);
    });

    public static Task EventAsync(int count, string flush, int runs) => RunAsync("b", "orchestrations that wait for one event", count, flush, runs, async engine =>
    {
        await engine.StartInstancesAsync(BenchmarkTasks.Event, count);
        await engine.RaiseAsync(count);
        await engine.CompletedAsync(count);
    });

    public static Task FanOutAsync(int count, string flush, int runs) => RunAsync("c", "activities of one orchestration", count, flush, runs, async engine =>
    {
        await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            BenchmarkTasks.FanOut, count, new Microsoft.DurableTask.StartOrchestrationOptions("instance-0"), CancellationToken.None);
        await engine.CompletedAsync(1);
    });

    private static async Task RunAsync(string name, string what, int count, string flush, int runs, Func<BenchmarkEngine, Task> flow)
    {
        var load = Measured.Load();
        var rates = new List<double>();
        // The first run compiles, and does not count.
        for (var run = 0; run <= runs; run++)
        {
            using var directory = new BenchmarkDirectory();
            await using var engine = await BenchmarkEngine.StartAsync(directory.Path, flush);
            var start = Stopwatch.GetTimestamp();
            await flow(engine);
            if (run > 0)
                rates.Add(count / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        Measured.Print(name, what, count, "per second", flush, rates, load);
    }
}
