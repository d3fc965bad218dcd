using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RdsCalOrchestrator.Demo;
using RdsCalOrchestrator.Scenarios.FaultRuns.Plan;

namespace RdsCalOrchestrator.Scenarios.FaultRuns;

/// <summary>Those who send migrations, cancel and resume them, and in the end see to it that none is left as it is.</summary>
internal sealed class RunOperators(FaultPlan plan, ScenarioHost host, HttpClient http, CancellationToken cancellation)
{
    private const int MostResumes = 2;

    private readonly string _estate = new RunFiles(plan).Estate;
    private readonly Dictionary<string, int> _resumed = [];

    // An app that was started again listens elsewhere.
    private OperatorClient Operators => new(http, new Uri(host.App, "/api").ToString(), ScenarioHost.Key);

    internal async Task SubmitAsync(int step)
    {
        var due = plan.Migrations.Where(m => m.SubmitAt == step).ToList();
        // Of the same packs only one can be in a batch: it would be refused for asking for more than was bought.
        var batch = step == 0 && plan.AsBatch ? due.DistinctBy(static m => m.Source).ToList() : [];
        if (batch.Count > 0)
            await SubmitAsync("batches", batch);
        foreach (var migration in due.Except(batch))
            await SubmitAsync("migrations", [migration]);
    }

    internal async Task NoteAsync(string migration, string call)
    {
        var note = new { by = "operator", note = "as drawn" };
        using var answer = await http.CallAsync(host, HttpMethod.Post, $"migrations/{RunFiles.Customer}/{migration}/{call}", note, cancellation);
        // Not sent yet, or not to be resumed now: they hear that, and leave it.
        if (answer.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Conflict))
            answer.EnsureSuccessStatusCode();
    }

    internal async Task<IReadOnlyList<JsonElement>> ListAsync() =>
        [.. (await Operators.GetAsync($"migrations?customer={RunFiles.Customer}", cancellation)).EnumerateArray()];

    internal Task<JsonElement> ViewAsync(string migration) => Operators.GetAsync($"migrations/{RunFiles.Customer}/{migration}", cancellation);

    /// <summary>Lets go on what has stopped and is not closed, a few times.</summary>
    /// <returns>Did anything go on.</returns>
    internal async Task<bool> TakeUpAsync(string migration, string end)
    {
        if (end is "Proved" or "Attested" || _resumed.GetValueOrDefault(migration) >= MostResumes)
            return false;
        // Some things are left as they are: for them, too, the end must have a name.
        if (end is "Cancelled" or "Blocked" && Dice.For(plan.Seed, $"{migration}/left").Chance(50))
            return false;
        _resumed[migration] = _resumed.GetValueOrDefault(migration) + 1;
        var view = await ViewAsync(migration);
        if ((await Operators.LetGoOnAsync(view, cancellation)).Count == 0 && !await SwitchAsync(view))
            await NoteAsync(migration, "resume");
        return true;
    }

    // A line that was refused and parked may go another way.
    private async Task<bool> SwitchAsync(JsonElement view)
    {
        var isSwitched = false;
        var dice = Dice.For(plan.Seed, $"{view.Text("migration")}/{_resumed[view.Text("migration")]}/switch");
        foreach (var line in view.GetProperty("lines").EnumerateArray().Where(static l => l.Text("state") == "Parked"))
        {
            var number = line.GetProperty("line").GetInt32();
            var body = new { by = "operator", note = "another way", method = dice.Pick((40, "web"), (40, "telephone"), (20, "automatic")) };
            var path = $"migrations/{RunFiles.Customer}/{view.Text("migration")}/lines/{number}/method";
            using var answer = await http.CallAsync(host, HttpMethod.Post, path, body, cancellation);
            isSwitched |= answer.IsSuccessStatusCode;
        }

        return isSwitched;
    }

    private async Task SubmitAsync(string route, IReadOnlyList<RunMigration> migrations)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(_estate), "estate", "estate.json" },
            { new StringContent(RunFiles.Rows(migrations)), "batch", "batch.csv" },
            { new StringContent("all-at-once"), "batch" },
            { new StringContent("operator"), "requestedBy" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.App, $"/api/{route}")) { Content = form };
        request.Headers.Add("x-functions-key", ScenarioHost.Key);
        using var answer = await http.SendAsync(request, cancellation);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"A plan was refused as it was sent: {await answer.Content.ReadAsStringAsync(cancellation)}");
    }
}
