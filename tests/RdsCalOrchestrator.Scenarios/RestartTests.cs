using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Xunit;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>An instance ID that has ended may be started again by a message that comes twice: it must find that there is nothing to do.</summary>
public sealed class RestartTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task EveryInstance_StartedAgainAfterItsEnd_ChangesNothing() => RunAsync(null);

    internal static async Task RunAsync(int? harsh, bool inTables = false)
    {
        await using var host = await ScenarioHost.StartAsync(ScenarioSetup.Sample with { Harsh = harsh, InTables = inTables });
        using var http = ScenarioHost.Client();
        var batch = new TestBatch(host, http, "scenario");
        var first = await batch.RunAsync(ScenarioSetup.SampleFolder, Cancellation);
        // Instances of an attempt that another has followed are started again as well.
        foreach (var owing in first.Where(static v => v.Text("end") == "SourceNotCleaned"))
            await http.NoteAsync(host, $"{owing.Text("customer")}/{owing.Text("migration")}", "resume", Cancellation);
        await batch.ToTheEndAsync(Cancellation);
        // What is done need not have ended yet: the batch's own loop hears of it last.
        await host.PassUntilAsync(() => Task.FromResult(host.Engine.NextTimerDue is null), Cancellation);
        var (views, counts) = await SeenAsync(host, http, batch);
        var ended = Instances(host);
        Assert.True(ended.Count > 100, $"{ended.Count} instances have run.");

        foreach (var (id, name, input) in ended)
        {
            await host.Engine.Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id), Cancellation);
            await host.PassAsync(Cancellation);
        }

        // A start may be held for a while.
        await host.PassUntilAsync(() => Task.FromResult(host.Engine.NextTimerDue is null), Cancellation);

        Assert.Equal(ended.Select(static i => i.Id).Order(), Instances(host).Select(static i => i.Id).Order());
        var after = await SeenAsync(host, http, batch);
        Assert.Equal(views, after.Views);
        Assert.Equal(counts, after.Counts);
    }

    // Views show each run, ask and judgement that the journals hold.
    private static async Task<(string Views, string Counts)> SeenAsync(ScenarioHost host, HttpClient http, TestBatch batch) => (
        string.Join('\n', (await batch.ViewsAsync(Cancellation)).Select(static v => v.GetRawText())),
        (await EstateCounts.ReadAsync(http, host.Simulator, Cancellation)).Text);

    private static List<(string Id, string Name, JsonElement Input)> Instances(ScenarioHost host)
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(host.EngineDirectory, "engine.db")};Mode=ReadOnly;Pooling=False");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = "SELECT id, name, input FROM instance WHERE status = 'Completed' ORDER BY created_at, id";
        using var reader = command.ExecuteReader();
        var instances = new List<(string, string, JsonElement)>();
        while (reader.Read())
            instances.Add((reader.GetString(0), reader.GetString(1), JsonDocument.Parse(reader.GetString(2)).RootElement));
        return instances;
    }
}
