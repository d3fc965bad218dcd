using System.Net.Http.Json;
using System.Text.Json;
using RdsCalOrchestrator.Demo;
using RdsCalOrchestrator.Simulator.Throttling;

namespace RdsCalOrchestrator.Scenarios.Fleet;

/// <summary>
/// All servers of a fleet are read at once, each with two commands, against the throttling of the simulated Azure, and the app is left to
/// find out how fast it may. In virtual time: calls take none, and what is due within a second comes at its end.
/// </summary>
internal sealed class FleetRun(int servers)
{
    private const string Batch = "fleet";

    private static readonly TimeSpan Longest = TimeSpan.FromHours(3);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    internal async Task<FleetResult> RunAsync(CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder(inMemory: true);
        var world = await new FleetFiles(servers).WriteAsync(folder.Path, cancellation);
        await using var host = await ScenarioHost.StartAsync(
            new ScenarioSetup(world, InMemory: true) { Scripts = static _ => new ReadingStandIn() });
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var operators = new OperatorClient(http, new Uri(host.App, "/api").ToString(), ScenarioHost.Key);
        var began = host.Now;
        await operators.SubmitAsync(Batch, folder.Path, cancellation, concurrency: servers / 2);
        while (host.Now < began + Longest)
        {
            await host.PassAsync(host.Engine.NextTimerDue - host.Now is { } wait && wait > Step ? wait : Step, cancellation);
            var (waiting, ended) = await CountAsync(operators, cancellation);
            if (waiting + ended < servers / 2)
                continue;
            var makespan = host.Now - began;
            var azure = new Uri(host.Simulator, "/simulator/throttling");
            return new FleetResult(
                servers, waiting, (await http.GetFromJsonAsync<ThrottleCount>(azure, JsonSerializerOptions.Web, cancellation))!, makespan);
        }

        throw new InvalidOperationException($"Not all servers were read in {Longest}.");
    }

    // Migrations whose plan waits for its approval, and those that have ended before that.
    private static async Task<(int Waiting, int Ended)> CountAsync(OperatorClient operators, CancellationToken cancellation)
    {
        var rows = (await operators.GetAsync($"batches/{Batch}", cancellation)).GetProperty("migrations").EnumerateArray()
            .Select(static r => r.GetProperty("progress")).ToList();
        return (rows.Count(static p => p.GetProperty("waitsForPerson").GetBoolean()),
            rows.Count(static p => p.TryGetProperty("end", out _)));
    }
}
