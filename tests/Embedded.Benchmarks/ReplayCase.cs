using System.Diagnostics;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Embedded.Benchmarks;

/// <summary>One step of five activities, the last one's result new, that is read from the file and replayed; without what it writes.</summary>
internal static class ReplayCase
{
    private const int Steps = 10_000;

    public static void Run(int runs)
    {
        var load = Measured.Load();
        using var directory = new BenchmarkDirectory();
        using var file = new EngineFile(directory.Path);
        var store = file.Store;
        var step = new OrchestrationStep(new BenchmarkTasks(), "1.0", NullLoggerFactory.Instance, null);
        Prepare(store, step);
        var costs = Enumerable.Range(0, runs + 1).Select(_ => Microseconds(store, step)).Skip(1).ToList();
        Measured.Print("e", "one replayed step, history of 5 activities", Steps, "µs", null, costs, load);
    }

    private static void Prepare(HistoryStore store, OrchestrationStep step)
    {
        store.TryStart(new NewInstance("instance", BenchmarkTasks.Sequence, "1.0", null, null), "execution", DateTimeOffset.UnixEpoch);
        for (var done = 0; done < 5; done++)
        {
            var work = store.Write(Next(store, step), DateTimeOffset.UnixEpoch).Activities.Single();
            store.TryComplete(work, new HistoryEvent(EventKind.ActivityCompleted, work.Task, work.Name, work.Input));
        }
    }

    private static double Microseconds(HistoryStore store, OrchestrationStep step)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Steps; i++)
        {
            if (!Next(store, step).After.HasEnded)
                throw new InvalidOperationException("The step was not the last one.");
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Steps;
    }

    private static Checkpoint Next(HistoryStore store, OrchestrationStep step)
    {
        var (instance, due, history) = store.View("instance", DateTimeOffset.UnixEpoch);
        return step.Run(instance!, history, due, DurableEngine.NewExecution, DateTimeOffset.UnixEpoch);
    }
}
