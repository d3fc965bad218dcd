using System.Text.Json;
using System.Text.Json.Nodes;
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

    internal IReadOnlyList<RunPack> Packs { get; init; } = [new(3, "select", "2019", 6, 1, 25, "4180317")];

    internal string Method { get; init; } = "automatic";

    internal string Reason { get; init; } = "replacing";

    /// <summary><c>reachable</c>, <c>unreachable</c> or <c>gone</c>.</summary>
    internal string SourceState { get; init; } = "reachable";

    internal bool IsActivated { get; init; } = true;

    internal AssumptionSwitches Switches { get; init; } = new();

    /// <summary>What else is special about the world.</summary>
    internal Action<EstateState> World { get; init; } = static _ => { };

    /// <summary>What else is special about the estate file.</summary>
    internal Action<JsonNode> Estate { get; init; } = static _ => { };

    /// <summary>What an operator does with a line that is parked: the method it is given, once; null: nothing.</summary>
    internal string? SwitchTo { get; init; }

    internal IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Runs it to its end, with people who answer.</summary>
    internal async Task<MoveEnd> RunAsync(CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder(inMemory: true);
        var setup = await WriteAsync(folder.Path, cancellation);
        await using var host = await ScenarioHost.StartAsync(setup with { Arguments = Settings });
        using var http = ScenarioHost.Client();
        var before = await EstateCounts.ReadAsync(http, host.Simulator, cancellation);
        var isSwitched = SwitchTo is null;
        TestBatch? batch = null;
        batch = new TestBatch(host, http, "one")
        {
            AfterEachStep = async () => isSwitched = isSwitched || await SwitchAsync(host, http, await batch!.ViewsAsync(cancellation), cancellation),
        };
        var view = (await batch.RunAsync(folder.Path, cancellation)).Single();
        return new MoveEnd(
            view, before, await EstateCounts.ReadAsync(http, host.Simulator, cancellation), host.Estate.Read(static s => s.Blobs.ToList()));
    }

    private async Task<bool> SwitchAsync(ScenarioHost host, HttpClient http, IReadOnlyList<JsonElement> views, CancellationToken cancellation)
    {
        var parked = views.SelectMany(static v => v.GetProperty("lines").EnumerateArray()).Where(static l => l.Text("state") == "Parked").ToList();
        foreach (var line in parked)
        {
            var path = $"migrations/{RunFiles.Customer}/{Migration}/lines/{line.GetProperty("line").GetInt32()}/method";
            var note = new { by = "operator", note = "another way", method = SwitchTo };
            using var answer = await http.CallAsync(host, HttpMethod.Post, path, note, cancellation);
            answer.EnsureSuccessStatusCode();
        }

        return parked.Count > 0;
    }

    internal async Task<ScenarioSetup> WriteAsync(string folder, CancellationToken cancellation)
    {
        var source = new RunSource(Source, SourceState, Packs);
        var migration = new RunMigration(Migration, source, Target, SourceState, Reason, Method, 0);
        var target = new RunTarget(Target, IsActivated, [Source], null);
        var plan = new FaultPlan(1, Switches, [source], [target], [migration], [], [], HostsAttested: true, "park", AsBatch: true, 0);
        var files = new RunFiles(plan);
        var world = JsonSerializer.Deserialize<EstateState>(files.World, EstateJson.Options)!;
        World(world);
        var worldFile = Path.Combine(folder, "world.json");
        await File.WriteAllTextAsync(worldFile, JsonSerializer.Serialize(world, EstateJson.Options), cancellation);
        var estate = JsonNode.Parse(files.Estate)!;
        Estate(estate);
        await File.WriteAllTextAsync(Path.Combine(folder, "estate.json"), estate.ToJsonString(), cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "batch.csv"), RunFiles.Rows([migration]), cancellation);
        return new ScenarioSetup(worldFile, plan.RetailCode, InMemory: true);
    }
}

/// <summary>What became of it: as the app shows it, and as the simulated estate counts.</summary>
internal sealed record MoveEnd(JsonElement View, EstateCounts Before, EstateCounts After, IReadOnlyList<WrittenBlob> Blobs)
{
    internal string End => View.Text("end");

    /// <summary>The end; of one that waits for an operator who has a line to decide about, that.</summary>
    internal string Word => View.GetProperty("lines").EnumerateArray().Any(static l => l.Text("state") == "Parked") ? "Parked" : End;

    internal IReadOnlyList<string> Findings => [.. View.GetProperty("findings").EnumerateArray().Select(static f => f.Text("id"))];

    internal IReadOnlyList<string> Runs => [.. View.GetProperty("runs").EnumerateArray().Select(static r => r.GetString()!)];
}
