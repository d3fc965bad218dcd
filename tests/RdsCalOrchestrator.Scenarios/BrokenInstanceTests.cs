using System.Text.Json;
using Microsoft.Data.Sqlite;
using Xunit;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>
/// An orchestration that broke before it could write its end is ended in the journal, where an operator sees it and may resume.
/// </summary>
public sealed class BrokenInstanceTests
{
    private const string Migration = "tamarisk/tam-01";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instance_ThatBroke_EndsFaultedClosesItsAsksAndMayBeResumed()
    {
        await using var host = await ScenarioHost.StartAsync(ScenarioSetup.Sample);
        using var http = ScenarioHost.Client();
        var batch = new TestBatch(host, http, "scenario");
        await batch.SubmitAsync(ScenarioSetup.SampleFolder, Cancellation);
        await host.PassUntilAsync(async () => (await ViewAsync(batch)).GetProperty("asks").GetArrayLength() > 0, Cancellation);

        await host.RestartAsync(() => Break(host.EngineDirectory));
        await host.PassAsync(TimeSpan.FromMinutes(5), Cancellation);

        var restarted = new TestBatch(host, http, "scenario");
        var broken = await ViewAsync(restarted);
        Assert.Equal("Faulted", broken.Text("end"));
        Assert.Contains("the code has changed", broken.GetProperty("findings")[0].Text("sentence"), StringComparison.Ordinal);
        Assert.All(broken.GetProperty("asks").EnumerateArray(), static ask => Assert.Equal("cancelled", ask.Text("state")));

        await http.NoteAsync(host, Migration, "resume", Cancellation);
        var views = await restarted.ToTheEndAsync(Cancellation);
        Assert.Equal("Proved", views.Single(static v => v.Text("migration") == "tam-01").Text("end"));
    }

    // As a replay that differs leaves it.
    private static void Break(string engine)
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(engine, "engine.db")};Pooling=False");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = """
            UPDATE instance SET status = 'Failed', failure = 'the code has changed' WHERE id = 'tamarisk:tam-01:1';
            DELETE FROM message WHERE instance LIKE 'tamarisk:tam-01:1%';
            """;
        Assert.True(command.ExecuteNonQuery() > 0);
    }

    private static async Task<JsonElement> ViewAsync(TestBatch batch) =>
        (await batch.ViewsAsync(Cancellation)).Single(static v => v.Text("migration") == "tam-01");
}
