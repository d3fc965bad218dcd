using System.Text.Json.Nodes;
using RdsCalOrchestrator.Simulator.Arm;

namespace RdsCalOrchestrator.Simulator.Faults;

/// <summary>A run command that somebody else left on a machine.</summary>
internal static class ForeignCommand
{
    public const string Prefix = "foreign-";

    public static RunCommand Of(int number, DateTimeOffset now) => new()
    {
        Name = $"{Prefix}{number}",
        Properties = new JsonObject { ["source"] = new JsonObject { ["script"] = "Get-Date" }, ["asyncExecution"] = true },
        Print = "",
        Sequence = 1,
        Async = true,
        Timeout = TimeSpan.FromMinutes(90),
        SentUtc = now,
        Phase = RunPhase.Ended,
        EndedUtc = now,
    };
}
