using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.Watching;

public sealed class HealthTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_OfTheSampleBatch_TellsWhatIsOpenAndWhatSucceeded()
    {
        await using var host = await ScenarioHost.StartAsync(ScenarioSetup.Sample);
        using var http = new HttpClient();
        var (status, empty) = await GetAsync(host, http);
        Assert.Equal((HttpStatusCode.OK, "Healthy", 0), (status, empty.Text("status"), Count(empty, "openMigrations")));
        Assert.NotEmpty(empty.Text("version"));

        var batch = new TestBatch(host, http, "scenario");
        await batch.SubmitAsync(ScenarioSetup.SampleFolder, Cancellation);
        JsonElement running = default;
        await host.PassUntilAsync(
            async () => (running = (await GetAsync(host, http)).Answer).GetProperty("standing").TryGetProperty("oldestAskAt", out _),
            Cancellation);
        Assert.True(Count(running, "openMigrations") > 5, running.GetRawText());
        Assert.False(running.GetProperty("standing").TryGetProperty("lastSuccessAt", out _), running.GetRawText());

        var views = await batch.ToTheEndAsync(Cancellation);
        var (_, ended) = await GetAsync(host, http);
        Assert.Equal(0, Count(ended, "openMigrations"));
        Assert.Equal(views.Count(static v => v.Text("end") is "SourceNotCleaned" or "Owing"), Count(ended, "openObligations"));
        Assert.Equal(0, Count(ended, "obligationsPastDue"));
        var lastSuccess = ended.GetProperty("standing").GetProperty("lastSuccessAt").GetDateTimeOffset();
        Assert.InRange(lastSuccess, new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero), host.Now);

        await host.PassAsync(TimeSpan.FromDays(30), Cancellation);
        var (_, later) = await GetAsync(host, http);
        Assert.Equal(("Degraded", Count(ended, "openObligations")), (later.Text("status"), Count(later, "obligationsPastDue")));
    }

    [Fact]
    public async Task Health_OfRecordsThatCannotBeRead_Is503AndSaysNoMore()
    {
        await using var host = await ScenarioHost.StartAsync(ScenarioSetup.Sample with
        {
            ChangeApp = static app => app.Services.AddSingleton<IRecordStore, BrokenStore>(),
        });
        using var http = new HttpClient();

        var (status, answer) = await GetAsync(host, http);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), (status, answer.Text("status")));
        Assert.DoesNotContain("secret place", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_WithoutTheKey_IsNotTold()
    {
        await using var host = await ScenarioHost.StartAsync(ScenarioSetup.Sample);
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(host.App, "/api/health"), Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static int Count(JsonElement health, string what) => health.GetProperty("standing").GetProperty(what).GetInt32();

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> GetAsync(ScenarioHost host, HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri(host.App, $"/api/health?code={ScenarioHost.Key}"), Cancellation);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement);
    }

    private sealed class BrokenStore : IRecordStore
    {
        public Task<IReadOnlyList<StoredEntry>> ReadAsync(string stream, int after, CancellationToken cancellation) => throw Broken();

        public Task<bool> AppendAsync(
            string stream, int expectedVersion, IReadOnlyList<NewEntry> entries, IReadOnlyList<Row> rows, CancellationToken cancellation) =>
            throw Broken();

        public Task<IReadOnlyList<Row>> ListAsync(string partition, string prefix, CancellationToken cancellation) => throw Broken();

        public Task<bool> ExchangeAsync(Row row, string? expected, CancellationToken cancellation) => throw Broken();

        private static IOException Broken() => new("The disk of a secret place is gone.");
    }
}
