using System.Diagnostics;
using System.Globalization;

namespace Embedded.Benchmarks;

/// <summary>Instances that wait for an event and for a timer, in a process of its own: what it holds, and how soon it has them all.</summary>
internal static class WaitingCase
{
    public const string Load = "load";

    public static async Task RunAsync(int count, string flush, int runs)
    {
        var load = Measured.Load();
        using var directory = new BenchmarkDirectory();
        await using (var engine = await BenchmarkEngine.StartAsync(directory.Path, flush))
        {
            await engine.StartInstancesAsync(BenchmarkTasks.Waiting, count);
            await engine.IdleAsync();
        }

        var loaded = Enumerable.Range(0, runs).Select(_ => Loaded(directory.Path)).ToList();
        var (memory, time) = (loaded.Select(static l => l.Megabytes).ToList(), loaded.Select(static l => l.Seconds).ToList());
        Measured.Print("d", "waiting orchestrations: memory of the process", count, "MB", flush, memory, load);
        Measured.Print("d", "waiting orchestrations: process start to all loaded", count, "s", flush, time, load);
    }

    /// <summary>The process that is measured: says what it took, in seconds and bytes.</summary>
    public static async Task<int> LoadAsync(string directory)
    {
        await using var engine = await BenchmarkEngine.StartAsync(directory, "FULL");
        await engine.IdleAsync();
        using var self = Process.GetCurrentProcess();
        var seconds = (TimeProvider.System.GetLocalNow().DateTime - self.StartTime).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds} {self.WorkingSet64}"));
        return 0;
    }

    private static (double Seconds, double Megabytes) Loaded(string directory)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Load, directory]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        return (double.Parse(said[0], CultureInfo.InvariantCulture), double.Parse(said[1], CultureInfo.InvariantCulture) / 1_000_000);
    }
}
