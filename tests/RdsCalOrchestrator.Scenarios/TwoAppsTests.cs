using Microsoft.Data.Sqlite;
using RdsCalOrchestrator.Demo;
using Xunit;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>
/// Two apps, each with an engine of its own, over one journal and one estate: both run every migration of the same batch, and every CAL is
/// still moved once.
/// </summary>
public sealed class TwoAppsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task SameBatch_RunByTwoAppsAtOnce_MovesEachCalOnce() => RunAsync(null);

    internal static async Task RunAsync(int? harsh, bool inTables = false)
    {
        await using var host = await ScenarioHost.StartAsync(ScenarioSetup.Sample with { Harsh = harsh, InTables = inTables });
        using var http = ScenarioHost.Client();
        var before = await EstateCounts.ReadAsync(http, host.Simulator, Cancellation);
        var (second, engine) = await host.StartSecondAsync();
        var batch = new TestBatch(host, http, "scenario");

        await Task.WhenAll(
            batch.SubmitAsync(ScenarioSetup.SampleFolder, Cancellation),
            new OperatorClient(http, new Uri(second, "/api").ToString(), ScenarioHost.Key)
                .SubmitAsync("scenario", ScenarioSetup.SampleFolder, Cancellation));
        var views = await batch.ToTheEndAsync(Cancellation);
        await host.PassUntilAsync(() => Task.FromResult(host.Engine.NextTimerDue is null && engine.NextTimerDue is null), Cancellation);

        await SampleExpectation.AssertAsync(views, before, await EstateCounts.ReadAsync(http, host.Simulator, Cancellation), Cancellation);
        // Neither was idle: each has followed runs to their ends.
        Assert.All(
            (string[])[host.EngineDirectory, host.SecondEngineDirectory],
            static directory => Assert.InRange(RunsIn(directory), 1, int.MaxValue));
    }

    private static long RunsIn(string engine)
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(engine, "engine.db")};Mode=ReadOnly;Pooling=False");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = "SELECT count(*) FROM instance WHERE name = 'RunScript' AND status = 'Completed'";
        return (long)command.ExecuteScalar()!;
    }
}
