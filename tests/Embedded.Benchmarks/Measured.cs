using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Embedded.Benchmarks;

/// <summary>One line of output: the median of what was measured, its spread, and the machine it was measured on.</summary>
internal static class Measured
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Print(string name, string what, int count, string unit, string? synchronous, IReadOnlyList<double> values, string load)
    {
        var sorted = values.Order().ToList();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            @case = name,
            what,
            count,
            synchronous,
            unit,
            median = Rounded(sorted[sorted.Count / 2]),
            lowest = Rounded(sorted[0]),
            highest = Rounded(sorted[^1]),
            runs = sorted.Count,
            cores = Environment.ProcessorCount,
            load,
            at = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        }, Json));
    }

    /// <summary>Processes that ran or waited to run on the machine, averaged over 1, 5 and 15 minutes; where the system tells.</summary>
    public static string Load() =>
        File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";

    private static double Rounded(double value) => Math.Round(value, value < 100 ? 2 : 0);
}
