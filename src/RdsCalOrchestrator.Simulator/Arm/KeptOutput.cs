using System.Text;
using RdsCalOrchestrator.Simulator.Faults;

namespace RdsCalOrchestrator.Simulator.Arm;

/// <summary>What of a stream is kept for the instance view. It is cut by bytes, so perhaps in the middle of a character.</summary>
internal static class KeptOutput
{
    // The last 4 KB of each stream (Azure Run Command documentation).
    private const int Limit = 4096;

    public static string Of(string text, FaultOrder? fault = null)
    {
        var bytes = Encoding.UTF8.GetBytes(text).AsSpan();
        if (bytes.Length > Limit)
            bytes = bytes[^Limit..];
        return Encoding.UTF8.GetString(bytes[..^Missing(bytes.Length, fault)]);
    }

    private static int Missing(int length, FaultOrder? fault) => fault switch
    {
        { Fault: Fault.NoOutput } => length,
        { Fault: Fault.OutputTruncated, Bytes: { } bytes } => Math.Min(bytes, length),
        { Fault: Fault.OutputTruncated, Seed: { } seed } => Math.Min(new Random(seed).Next(length) + 1, length),
        _ => 0,
    };
}
