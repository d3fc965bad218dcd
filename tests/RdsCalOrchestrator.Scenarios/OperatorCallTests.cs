using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RdsCalOrchestrator.RunCommand.Scripts;
using Xunit;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>What an operator may ask of the app over HTTP, on the running system.</summary>
public class OperatorCallTests : IAsyncLifetime
{
    private const string Migration = "migrations/tamarisk/tam-01";

    private readonly HttpClient _http = ScenarioHost.Client();
    private ScenarioHost _host = null!;

    private protected virtual ScenarioSetup Setup => ScenarioSetup.Sample;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await ScenarioHost.StartAsync(Setup);
        await SubmitAsync(ScenarioSetup.SampleFolder);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _http.Dispose();
    }

    [Fact]
    public async Task Link_Renewed_LeadsOnAndTheOldOneSaysSo()
    {
        var ask = await PlanAskAsync();
        var first = await LinkAsync(ask, "");
        Assert.Equal(first, await LinkAsync(ask, ""));

        var renewed = await LinkAsync(ask, "?renew=true");

        Assert.NotEqual(first, renewed);
        var old = await _http.GetStringAsync(first, Cancellation);
        Assert.Contains("renewed", old, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", old, StringComparison.Ordinal);
        using var declined = new FormUrlEncodedContent([new("name", "Rui"), new("agrees", "no")]);
        using var refused = await _http.PostAsync(first, declined, Cancellation);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("<form", await _http.GetStringAsync(renewed, Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_AskedFor_IsTheScriptThatIsRunByHand()
    {
        Assert.Equal(ScriptLibrary.Probe.Text, await _http.GetStringAsync(new Uri(_host.App, $"/api/probe?code={ScenarioHost.Key}"), Cancellation));
        using var withoutKey = await _http.GetAsync(new Uri(_host.App, "/api/probe"), Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, withoutKey.StatusCode);
    }

    [Fact]
    public async Task Link_WithAnotherToken_LeadsNowhereAndSaysNothing()
    {
        var link = await LinkAsync(await PlanAskAsync(), "");

        using var answer = await _http.GetAsync(link[..^4] + "AAAA", Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("tam-01", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_BeforeTheImport_EndsAndMayBeResumed()
    {
        await PlanAskAsync();

        await NoteAsync("cancel", HttpStatusCode.Accepted);
        await _host.PassUntilAsync(async () => (await ViewAsync()).TryGetProperty("end", out _), Cancellation);
        Assert.Equal("Cancelled", (await ViewAsync()).GetProperty("end").GetString());

        await NoteAsync("resume", HttpStatusCode.Accepted);
        Assert.Contains("plan", await PlanAskAsync(), StringComparison.Ordinal);
        await NoteAsync("resume", HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Batch_SentAgainWithOtherRows_IsAConflictAndStartsNothing()
    {
        var rows = await File.ReadAllLinesAsync(Path.Combine(ScenarioSetup.SampleFolder, "batch.csv"), Cancellation);
        var other = Directory.CreateTempSubdirectory("rdscal-other-");
        File.Copy(Path.Combine(ScenarioSetup.SampleFolder, "estate.json"), Path.Combine(other.FullName, "estate.json"));
        await File.WriteAllLinesAsync(Path.Combine(other.FullName, "batch.csv"), rows.Take(2), Cancellation);

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => SubmitAsync(other.FullName));
        other.Delete(recursive: true);

        Assert.Contains("409", refused.Message, StringComparison.Ordinal);
    }

    private async Task<string> PlanAskAsync()
    {
        string? ask = null;
        await _host.PassUntilAsync(async () => (ask = await OpenAskAsync()) is not null, Cancellation);
        return ask!;
    }

    private async Task<string?> OpenAskAsync() => (await ViewAsync()).GetProperty("asks").EnumerateArray()
        .Where(static a => a.Text("state") == "open").Select(static a => a.Text("ask")).FirstOrDefault();

    private async Task<JsonElement> ViewAsync() => await SendAsync(HttpMethod.Get, Migration, HttpStatusCode.OK);

    private async Task<string> LinkAsync(string ask, string query) =>
        _host.Reachable((await SendAsync(HttpMethod.Post, $"{Migration}/asks/{ask}/link{query}", HttpStatusCode.OK)).Text("link"));

    private Task<JsonElement> NoteAsync(string call, HttpStatusCode expected) =>
        SendAsync(HttpMethod.Post, $"{Migration}/{call}", expected, new { by = "tester", note = "a test" });

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpStatusCode expected, object? body = null)
    {
        using var response = await _http.CallAsync(_host, method, path, body, Cancellation);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private Task SubmitAsync(string folder) => new TestBatch(_host, _http, "operator").SubmitAsync(folder, Cancellation);
}
