using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RdsCalOrchestrator.Scenarios.Fleet;

// dotnet run -c Release --project tests/RdsCalOrchestrator.Benchmarks [-- 1000]
// One JSON line: a fleet of so many servers, each sent two commands, against Azure's documented limits. Exit code 1: it missed its aim.
const double MostRefused = 0.01;
const double MostOfFloor = 1.5;

var servers = args is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 1_000;
// Processes that ran or waited to run, averaged over 1, 5 and 15 minutes; where the system tells.
var load = File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";
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
    cores = Environment.ProcessorCount,
    load,
    at = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
}));
return result.RefusedShare < MostRefused && result.OfFloor < MostOfFloor && result.Planned == servers / 2 ? 0 : 1;
