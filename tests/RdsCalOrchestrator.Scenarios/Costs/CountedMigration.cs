using System.Text.Json;
using Microsoft.DurableTask.Engine;
using RdsCalOrchestrator.Demo;
using RdsCalOrchestrator.Functions.Asks;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Scripts;
using RdsCalOrchestrator.Functions.Sweeping;
using RdsCalOrchestrator.Scenarios.FaultRuns.Plan;
using RdsCalOrchestrator.Scenarios.Moves;

namespace RdsCalOrchestrator.Scenarios.Costs;

/// <summary>
/// One migration by itself, with people who answer at once and scripts that have ended at the first look; and what it took.
/// </summary>
internal sealed class CountedMigration : IAsyncDisposable
{
    private const int Looks = 8;

    private static readonly string[] Orchestrators = [nameof(MigrateCals), nameof(RunScript), nameof(AnswerWait)];

    // They run whether there is a migration or not; and nobody need look at it as often as this does.
    private static readonly string[] Others = [nameof(KeepGoing), nameof(SweepCommands), nameof(MigrationsApi.GetMigration)];

    private readonly Counters _counters = new();
    private readonly HttpClient _http = new();
    private readonly TemporaryFolder _folder = new(inMemory: true);
    private ScenarioHost _host = null!;

    /// <summary>Submits it.</summary>
    internal static async Task<CountedMigration> StartAsync(OneMove move, CancellationToken cancellation)
    {
        var started = new CountedMigration();
        var setup = await move.WriteAsync(started._folder.Path, cancellation) with { InTables = true, ChangeApp = started._counters.Watch };
        started._host = await ScenarioHost.StartAsync(setup);
        await started.SubmitAsync(cancellation);
        return started;
    }

    private OperatorClient Operators => new(_http, new Uri(_host.App, "/api").ToString(), ScenarioHost.Key);

    internal async Task<MigrationCosts> ToTheEndAsync(CancellationToken cancellation)
    {
        while (!(await LookAsync(cancellation)).HasText("end"))
        {
            var asks = await OpenAsksAsync(cancellation);
            foreach (var ask in asks)
                await AnswerAsync(ask, cancellation);
            if (asks.Count == 0)
                await _host.PassAsync(cancellation);
        }

        return await CostsAsync(cancellation);
    }

    /// <summary>What waiting takes while nobody answers, as requests to the tables with the records.</summary>
    internal async Task<(int KeepGoing, int FollowUpAsks)> WaitAsync(CancellationToken cancellation)
    {
        while ((await OpenAsksAsync(cancellation)).Count == 0)
            await _host.PassAsync(cancellation);
        var before = Waited();
        for (var look = 0; look < Looks; look++)
            await _host.PassAsync(cancellation);
        var after = Waited();
        return (
            (after.KeepGoing - before.KeepGoing) / (after.Timers - before.Timers),
            (after.FollowUpAsks - before.FollowUpAsks) / (after.Looks - before.Looks));
    }

    private (int KeepGoing, int Timers, int FollowUpAsks, int Looks) Waited() => (
        _counters.RequestsOf(nameof(KeepGoing)), _counters.RunsOf(nameof(KeepGoing)),
        _counters.RequestsOf(nameof(FollowUpAsks)), _counters.RunsOf(nameof(FollowUpAsks)));

    private async Task<MigrationCosts> CostsAsync(CancellationToken cancellation)
    {
        var histories = Histories();
        var activities = Count(histories, EventKind.ActivityScheduled);
        var ours = _counters.Functions.Except(Others).ToList();
        return new MigrationCosts(
            histories.Count(static h => h.Name == nameof(RunScript)),
            histories.Count(static h => h.Name == nameof(AnswerWait)),
            activities,
            Count(histories, EventKind.TimerCreated),
            Count(histories, EventKind.EventRaised),
            _counters.RunsOf(Orchestrators),
            _counters.RunsOf(ours.Except(Orchestrators)) - activities,
            _counters.RequestsOf(ours),
            await ArmCallsAsync(cancellation));
    }

    private async Task SubmitAsync(CancellationToken cancellation)
    {
        using var form = new MultipartFormDataContent
        {
            { await FileAsync("estate.json", cancellation), "estate", "estate.json" },
            { await FileAsync("batch.csv", cancellation), "batch", "batch.csv" },
            { new StringContent("tester"), "requestedBy" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_host.App, "/api/migrations")) { Content = form };
        request.Headers.Add("x-functions-key", ScenarioHost.Key);
        using var answer = await _http.SendAsync(request, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<ByteArrayContent> FileAsync(string name, CancellationToken cancellation) =>
        new(await File.ReadAllBytesAsync(Path.Combine(_folder.Path, name), cancellation));

    private async Task<JsonElement> LookAsync(CancellationToken cancellation)
    {
        await _host.RestAsync(cancellation);
        return await Operators.GetAsync($"migrations/{RunFiles.Customer}/{OneMove.Migration}", cancellation);
    }

    private async Task<IReadOnlyList<string>> OpenAsksAsync(CancellationToken cancellation) =>
    [
        .. from ask in (await LookAsync(cancellation)).GetProperty("asks").EnumerateArray()
           where ask.Text("state") == "open"
           select ask.Text("ask"),
    ];

    private async Task AnswerAsync(string ask, CancellationToken cancellation)
    {
        var link = await Operators.LinkAsync(RunFiles.Customer, OneMove.Migration, ask, cancellation);
        await new Approver(_http, _host.Simulator).AnswerAsync(_host.Reachable(link!), cancellation);
    }

    private IReadOnlyList<RecordedHistory> Histories()
    {
        using var reader = new HistoryReader(_host.EngineDirectory);
        return [.. reader.Instances().Select(i => reader.Find(i.Id)!)];
    }

    private static int Count(IEnumerable<RecordedHistory> histories, EventKind kind) =>
        histories.Sum(h => h.Events.Count(e => e.Kind == kind));

    private async Task<IReadOnlyDictionary<string, int>> ArmCallsAsync(CancellationToken cancellation)
    {
        using var counts = JsonDocument.Parse(await _http.GetStringAsync(new Uri(_host.Simulator, "/simulator/throttling"), cancellation));
        return counts.RootElement.GetProperty("calls").Deserialize<Dictionary<string, int>>()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }
}
