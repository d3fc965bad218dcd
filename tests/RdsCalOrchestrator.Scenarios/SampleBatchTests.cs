using System.Text.Json;
using RdsCalOrchestrator.Demo;
using Xunit;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>The sample batch through every wall of the house, in virtual time; judged by what the simulator counts.</summary>
public sealed class SampleBatchTests : IAsyncLifetime
{
    private const int MostSteps = 400;

    private readonly HttpClient _http = new();
    private ScenarioHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Samples => Path.Combine(AppContext.BaseDirectory, "samples");

    public async ValueTask InitializeAsync() => _host = await ScenarioHost.StartAsync(
        Path.Combine(AppContext.BaseDirectory, "world.json"), string.Join(';', await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "retail-codes.txt"), Cancellation)));

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _http.Dispose();
    }

    [Fact]
    public async Task SampleBatch_AnsweredByPeople_EndsAsExpectedAndMovesEachCalOnce()
    {
        var before = await CountsAsync();
        var operators = new OperatorClient(_http, new Uri(_host.App, "/api").ToString(), ScenarioHost.Key);
        await operators.SubmitAsync("scenario", Samples, Cancellation);
        var views = await RunAsync(operators);
        var after = await CountsAsync();
        var expected = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Samples, "batch.expected.json"), Cancellation)).RootElement.EnumerateArray().ToList();
        Assert.Equal(
            expected.Select(static e => $"{e.GetProperty("migration")} {e.GetProperty("ends")}").Order(),
            views.Select(static v => $"{v.GetProperty("migration")} {(v.TryGetProperty("end", out var end) ? end : default)}").Order());
        foreach (var target in views.Where(static v => v.GetProperty("end").GetString() != "Blocked").GroupBy(static v => v.GetProperty("target").GetString()!))
        {
            var moved = target.Sum(static v => v.GetProperty("lines").EnumerateArray().Sum(static l => l.GetProperty("cals").GetInt64()));
            Assert.Equal(moved, Cals(after, target.Key) - Cals(before, target.Key));
        }

        foreach (var proved in views.Where(static v => v.GetProperty("end").GetString() == "Proved"))
            Assert.Equal(0, Cals(after, proved.GetProperty("source").GetString()!));
        await AssertNoSecretAsync();
    }

    private async Task<IReadOnlyList<JsonElement>> RunAsync(OperatorClient operators)
    {
        var approver = new Approver(_http, _host.Simulator);
        for (var step = 0; step < MostSteps; step++)
        {
            await _host.RestAsync(Cancellation);
            var batch = await operators.GetAsync("batches/scenario", Cancellation);
            var views = new List<JsonElement>();
            var answered = false;
            foreach (var row in batch.GetProperty("migrations").EnumerateArray())
            {
                var (customer, migration) = (row.GetProperty("customer").GetString()!, row.GetProperty("migration").GetString()!);
                var view = await operators.GetAsync($"migrations/{customer}/{migration}", Cancellation);
                views.Add(view);
                foreach (var ask in view.GetProperty("asks").EnumerateArray().Where(static a => a.GetProperty("state").GetString() == "open"))
                {
                    await approver.AnswerAsync((await operators.LinkAsync(customer, migration, ask.GetProperty("ask").GetString()!, Cancellation))!.Replace("http://app.example", _host.App.GetLeftPart(UriPartial.Authority)), Cancellation);
                    answered = true;
                }
            }

            if (batch.GetProperty("isDone").GetBoolean())
                return views;
            if (!answered)
                await _host.PassAsync(Cancellation);
        }

        throw new InvalidOperationException($"The batch has not ended after {MostSteps} steps.");
    }

    // Numbers of the sample's purchases: in the journal only encrypted, in the engine's file not at all.
    private async Task AssertNoSecretAsync()
    {
        var numbers = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Samples, "estate.json"), Cancellation)).RootElement.GetProperty("purchases").EnumerateArray()
            .SelectMany(static p => new[] { "agreementNumber", "licenseNumber", "authorizationNumber" }.Where(n => p.TryGetProperty(n, out _)).Select(n => p.GetProperty(n).GetString()!)).ToHashSet();
        Assert.NotEmpty(numbers);
        var files = Directory.GetFiles(_host.EngineDirectory, "engine.db*").Concat(Directory.GetFiles(Path.GetDirectoryName(_host.JournalFile)!));
        foreach (var file in files)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var text = await reader.ReadToEndAsync(Cancellation);
            Assert.DoesNotContain(numbers, n => text.Contains(n, StringComparison.Ordinal));
        }
    }

    private async Task<JsonElement> CountsAsync() => JsonDocument.Parse(await _http.GetStringAsync(new Uri(_host.Simulator, "/simulator/estate"), Cancellation)).RootElement;

    private static long Cals(JsonElement counts, string server) => counts.GetProperty("machines").EnumerateArray()
        .Where(m => string.Equals(m.GetProperty("computerName").GetString(), server, StringComparison.OrdinalIgnoreCase))
        .Sum(static m => m.GetProperty("packs").EnumerateArray().Where(static p => p.GetProperty("keyPackType").GetInt32() is 1 or 2 or 5).Sum(static p => p.GetProperty("total").GetInt64()));
}
