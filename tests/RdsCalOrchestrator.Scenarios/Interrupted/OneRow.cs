using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using RdsCalOrchestrator.Scenarios.Table;
using RdsCalOrchestrator.Simulator.Estate;

namespace RdsCalOrchestrator.Scenarios.Interrupted;

/// <summary>
/// One row of the table, whose import leaves its source alone. Nobody answers or goes on by themselves: a test says who does what.
/// </summary>
internal sealed class OneRow : IAsyncDisposable
{
    private const string ImportRemoves = "doesNotTry";

    private readonly TemporaryFolder _folder;
    private readonly HttpClient _http = ScenarioHost.Client();
    private readonly CancellationToken _cancellation;

    private OneRow(TemporaryFolder folder, ScenarioHost host, CancellationToken cancellation) =>
        (_folder, Host, _cancellation) = (folder, host, cancellation);

    internal static TableRow Row { get; } = TableRow.All[0];

    internal ScenarioHost Host { get; }

    /// <summary>Who did what to a server: its name, what, and how many CALs.</summary>
    internal IReadOnlyList<string> Effects =>
        [.. Host.Estate.Read(static state => state.Effects.Select(static e => $"{e.Effect.Server} {e.Effect.Kind} {e.Effect.Count}"))];

    internal static async Task<OneRow> StartAsync(Func<ScenarioSetup, ScenarioSetup> change, CancellationToken cancellation)
    {
        var folder = new TemporaryFolder();
        var files = new TableFiles([Row], ImportRemoves);
        await files.WriteAsync(folder.Path, cancellation);
        return new OneRow(folder, await ScenarioHost.StartAsync(change(new ScenarioSetup(files.WorldFile))), cancellation);
    }

    /// <param name="sourceState">What is said of the source, whatever it is in.</param>
    internal async Task SubmitAsync(string migration, string by, string sourceState = "reachable")
    {
        await new TableFiles([Row with { Source = sourceState }], ImportRemoves).WriteAsync(_folder.Path, _cancellation);
        var rows = await File.ReadAllTextAsync(Path.Combine(_folder.Path, "batch.csv"), _cancellation);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await File.ReadAllTextAsync(Path.Combine(_folder.Path, "estate.json"), _cancellation)), "estate", "estate.json" },
            { new StringContent(rows.Replace(Row.Migration, migration, StringComparison.Ordinal)), "batch", "batch.csv" },
            { new StringContent(by), "requestedBy" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Host.App, "/api/migrations")) { Content = form };
        request.Headers.Add("x-functions-key", ScenarioHost.Key);
        using var answer = await _http.SendAsync(request, _cancellation);
        answer.EnsureSuccessStatusCode();
    }

    internal Task ResumeAsync(string migration, string by) =>
        _http.NoteAsync(Host, $"{TableFiles.Customer}/{migration}", "resume", _cancellation, by);

    internal Task<JsonElement> ViewAsync(string migration) => SendAsync(HttpMethod.Get, migration);

    /// <summary>Lets it go on until it has ended, with nobody there who answers.</summary>
    internal async Task<JsonElement> EndAsync(string migration)
    {
        JsonElement view = default;
        await Host.PassUntilAsync(async () => (view = await ViewAsync(migration)).HasText("end"), _cancellation);
        return view;
    }

    /// <summary>Lets it go on until it asks; the ask.</summary>
    internal async Task<string> AskAsync(string migration)
    {
        string? ask = null;
        await Host.PassUntilAsync(async () => (ask = OpenAsk(await ViewAsync(migration))) is not null, _cancellation);
        return ask!;
    }

    /// <summary>Lets it go on until it asks, and answers whatever it asks: the count, or yes.</summary>
    internal async Task AnswerAsync(string migration, string by)
    {
        var ask = await AskAsync(migration);
        var link = (await SendAsync(HttpMethod.Post, $"{migration}/asks/{ask}/link")).Text("link");
        using var form = new FormUrlEncodedContent(
            [new("name", by), new("cals", Row.Cals.ToString(CultureInfo.InvariantCulture)), new("agrees", "yes")]);
        using var answer = await _http.PostAsync(Host.Reachable(link), form, _cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>By hand, at the simulated estate.</summary>
    internal async Task HandAsync(string machine, string what, object? body = null)
    {
        var address = new Uri(Host.Simulator, $"/simulator/machines/{machine}/{what}");
        using var answer = await _http.PostAsJsonAsync(address, body, _cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private static string? OpenAsk(JsonElement view) => view.GetProperty("asks").EnumerateArray()
        .Where(static a => a.Text("state") == "open").Select(static a => a.Text("ask")).FirstOrDefault();

    private async Task<JsonElement> SendAsync(HttpMethod method, string path)
    {
        using var answer = await _http.CallAsync(Host, method, $"migrations/{TableFiles.Customer}/{path}", null, _cancellation);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(_cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }
}
