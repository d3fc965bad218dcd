using System.Globalization;

namespace RdsCalOrchestrator.Benchmarks;

/// <summary>On what was measured, and when.</summary>
/// <param name="Load">Processes that ran or waited to run, averaged over 1, 5 and 15 minutes; where the system tells.</param>
internal sealed record Machine(int Cores, string Load, string At)
{
    internal static Machine Now() => new(
        Environment.ProcessorCount,
        File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown",
        TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
}
