using System.Text.Json;
using RdsCalOrchestrator.Scenarios.FaultRuns.Plan;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Scenarios.Moves;

/// <summary>One migration from one server to another, with the world it happens in.</summary>
internal sealed record OneMove
{
    internal const string Migration = "m-1";
    internal const string Source = "old-1";
    internal const string Target = "new-1";

    internal RunPack Pack { get; init; } = new(3, "select", "2019", 6, 1, 25, "4180317");

    internal string Method { get; init; } = "automatic";

    internal string Reason { get; init; } = "replacing";

    /// <summary><c>reachable</c>, <c>unreachable</c> or <c>gone</c>.</summary>
    internal string SourceState { get; init; } = "reachable";

    internal bool IsActivated { get; init; } = true;

    internal AssumptionSwitches Switches { get; init; } = new();

    /// <summary>What else is special about the world.</summary>
    internal Action<EstateState> World { get; init; } = static _ => { };

    /// <summary>Runs it to its end, with people who answer.</summary>
    internal async Task<MoveEnd> RunAsync(CancellationToken cancellation, params IReadOnlyList<string> settings)
    {
        using var folder = new TemporaryFolder(inMemory: true);
        var setup = await WriteAsync(folder.Path, cancellation);
        await using var host = await ScenarioHost.StartAsync(setup with { Arguments = settings });
        using var http = new HttpClient();
        var before = await EstateCounts.ReadAsync(http, host.Simulator, cancellation);
        var batch = new TestBatch(host, http, "one");
        var view = (await batch.RunAsync(folder.Path, cancellation)).Single();
        return new MoveEnd(
            view, before, await EstateCounts.ReadAsync(http, host.Simulator, cancellation), host.Estate.Read(static s => s.Blobs.ToList()));
    }

    private async Task<ScenarioSetup> WriteAsync(string folder, CancellationToken cancellation)
    {
        var source = new RunSource(Source, SourceState, [Pack]);
        var migration = new RunMigration(Migration, source, Target, SourceState, Reason, Method, 0);
        var target = new RunTarget(Target, IsActivated, [Source], null);
        var plan = new FaultPlan(1, Switches, [source], [target], [migration], [], [], HostsAttested: true, "park", AsBatch: true, 0);
        var files = new RunFiles(plan);
        var world = JsonSerializer.Deserialize<EstateState>(files.World, EstateJson.Options)!;
        World(world);
        var worldFile = Path.Combine(folder, "world.json");
        await File.WriteAllTextAsync(worldFile, JsonSerializer.Serialize(world, EstateJson.Options), cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "estate.json"), files.Estate, cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "batch.csv"), RunFiles.Rows([migration]), cancellation);
        return new ScenarioSetup(worldFile, plan.RetailCode, InMemory: true);
    }
}

/// <summary>What became of it: as the app shows it, and as the simulated estate counts.</summary>
internal sealed record MoveEnd(JsonElement View, EstateCounts Before, EstateCounts After, IReadOnlyList<WrittenBlob> Blobs)
{
    internal string End => View.TryGetProperty("end", out var end) ? end.GetString() ?? "" : "";

    internal IReadOnlyList<string> Findings => [.. View.GetProperty("findings").EnumerateArray().Select(static f => f.Text("id"))];

    internal IReadOnlyList<string> Runs => [.. View.GetProperty("runs").EnumerateArray().Select(static r => r.GetString()!)];
}
