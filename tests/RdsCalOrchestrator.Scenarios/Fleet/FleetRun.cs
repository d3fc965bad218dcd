using Microsoft.AspNetCore.Builder;
using RdsCalOrchestrator.Demo;
using RdsCalOrchestrator.Scenarios;

namespace RdsCalOrchestrator.Benchmarks;

/// <summary>
/// All servers of a fleet are read at once, each with two commands, and the app is left to find out how fast it may. In virtual time: calls
/// take none, and what is due within a second comes at its end.
/// </summary>
internal sealed class FleetRun(int servers, AzureLimits limits, params string[] arguments)
{
    private const int CommandsPerServer = 2;
    private const int StepsBetweenCounts = 5;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(3);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    internal async Task<FleetResult> RunAsync(CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        ThrottledAzure? azure = null;
        var setup = new ScenarioSetup(await new FleetFiles(servers).WriteAsync(folder.Path, cancellation))
        {
            Arguments = [.. limits.Arguments(), .. arguments],
            Scripts = static _ => new ReadingStandIn(),
            InFrontOfAzure = (estate, time) => estate.Use(next => (azure = new ThrottledAzure(limits, time)) is var front ? c => front.HandleAsync(c, next) : next),
        };
        await using var host = await ScenarioHost.StartAsync(setup);
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var operators = new OperatorClient(http, new Uri(host.App, "/api").ToString(), ScenarioHost.Key);
        var began = host.Now;
        await operators.SubmitAsync("fleet", folder.Path, cancellation, concurrency: servers / 2);
        while (host.Now < began + Longest)
        {
            for (var step = 0; step < StepsBetweenCounts; step++)
                await host.PassAsync(host.Engine.NextTimerDue - host.Now is { } wait && wait > Step ? wait : Step, cancellation);
            if (await CountAsync(operators, cancellation) is var (waiting, ended) && waiting + ended == servers / 2)
                return new FleetResult(servers, waiting, servers * CommandsPerServer, azure!, azure!.LastAt - began, limits.Floor(servers * CommandsPerServer));
        }

        throw new InvalidOperationException($"Not all servers were read in {Longest}.");
    }

    // Migrations whose plan waits for its approval, and those that have ended before that.
    private static async Task<(int Waiting, int Ended)> CountAsync(OperatorClient operators, CancellationToken cancellation)
    {
        var rows = (await operators.GetAsync("batches/fleet", cancellation)).GetProperty("migrations").EnumerateArray()
            .Select(static r => r.GetProperty("progress")).ToList();
        return (rows.Count(static p => p.GetProperty("waitsForPerson").GetBoolean()),
            rows.Count(static p => p.TryGetProperty("end", out _)));
    }
}

/// <param name="Planned">Migrations whose servers were both read and whose plan waits for its approval.</param>
/// <param name="Commands">That had to be sent.</param>
internal sealed record FleetResult(int Servers, int Planned, int Commands, ThrottledAzure Azure, TimeSpan Makespan, TimeSpan Floor)
{
    internal double Refused => (double)Azure.Refused / Azure.Calls;

    internal double OfFloor => Makespan / Floor;
}
