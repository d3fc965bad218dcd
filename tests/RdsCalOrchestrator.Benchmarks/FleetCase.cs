using System.Diagnostics;
using System.Text.Json;
using RdsCalOrchestrator.Scenarios.Fleet;

namespace RdsCalOrchestrator.Benchmarks;

/// <summary>A fleet, each server sent two commands, against Azure's documented limits. Exit code 1: it missed its aim.</summary>
internal static class FleetCase
{
    private const double MostRefused = 0.01;
    private const double MostOfFloor = 1.5;

    internal static async Task<int> RunAsync(int servers)
    {
        var machine = Machine.Now();
        var real = Stopwatch.StartNew();
        var result = await new FleetRun(servers).RunAsync(CancellationToken.None);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            @case = "fleet",
            what = "servers read at once, two commands each, one subscription and region; scripts answered by a stand-in without PowerShell",
            servers,
            planned = result.Planned,
            calls = result.Calls,
            byKind = result.Azure.Calls,
            refused = result.Refused,
            byLimit = result.Azure.Refused,
            refusedPercent = Math.Round(100 * result.RefusedShare, 2),
            floorSeconds = Math.Round(result.Floor.TotalSeconds),
            makespanSeconds = Math.Round(result.Makespan.TotalSeconds),
            ofFloor = result.Floor > TimeSpan.Zero ? Math.Round(result.OfFloor, 2) : (double?)null,
            realSeconds = Math.Round(real.Elapsed.TotalSeconds),
            cores = machine.Cores,
            load = machine.Load,
            at = machine.At,
        }));
        return result.RefusedShare < MostRefused && result.OfFloor < MostOfFloor && result.Planned == servers / 2 ? 0 : 1;
    }
}
