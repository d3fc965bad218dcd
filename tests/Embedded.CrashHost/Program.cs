using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.Logging;

namespace Embedded.CrashHost;

/// <summary>
/// Runs a fixed set of orchestrations in a directory to their end, or dies on the way: <c>DIRECTORY [die|hold POINT OCCURRENCE]</c>.
/// Started again on the same directory it goes on.
/// </summary>
internal static class Program
{
    private static async Task Main(string[] args)
    {
        using var loggers = LoggerFactory.Create(static builder => builder
            .AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Error));
        var files = new HostFiles(args[0]);
        var death = args.Length == 1 ? null : new DeathPoint(args[1] == "hold", Enum.Parse<EnginePoint>(args[2]), int.Parse(args[3]));
        var options = new EngineOptions(files.Engine, "1.0");
        await using var engine = new DurableEngine(options, new HostTasks(files), TimeProvider.System, loggers)
        {
            Passes = death is null ? null : death.Pass,
        };
        await engine.StartAsync(CancellationToken.None);
        await HostClient.RunAsync(engine.Client, files);
        await engine.WhenIdleAsync(CancellationToken.None);
        Console.WriteLine("ended");
    }
}
