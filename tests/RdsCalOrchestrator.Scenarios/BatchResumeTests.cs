using Microsoft.DurableTask.Client;
using Xunit;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>A batch whose control loop has ended is looked after again when one of its migrations is resumed.</summary>
public sealed class BatchResumeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Batch_ThatWasDone_GoesOnWhenAMigrationIsResumed() => RunAsync(null);

    internal static async Task RunAsync(int? harsh, bool inTables = false)
    {
        await using var host = await ScenarioHost.StartAsync(ScenarioSetup.Sample with { Harsh = harsh, InTables = inTables });
        using var http = ScenarioHost.Client();
        using var folder = await FirstMigrationAsync();
        await new TestBatch(host, http, "short").SubmitAsync(folder.Path, Cancellation);
        await http.NoteAsync(host, "tamarisk/tam-01", "cancel", Cancellation);
        await host.PassUntilAsync(async () => await StatusAsync(host) == OrchestrationRuntimeStatus.Completed, Cancellation);

        await http.NoteAsync(host, "tamarisk/tam-01", "resume", Cancellation);

        await host.PassUntilAsync(async () => await StatusAsync(host) == OrchestrationRuntimeStatus.Running, Cancellation);
    }

    private static async Task<TemporaryFolder> FirstMigrationAsync()
    {
        var folder = new TemporaryFolder();
        File.Copy(Path.Combine(ScenarioSetup.SampleFolder, "estate.json"), Path.Combine(folder.Path, "estate.json"));
        var rows = await File.ReadAllLinesAsync(Path.Combine(ScenarioSetup.SampleFolder, "batch.csv"), Cancellation);
        await File.WriteAllLinesAsync(Path.Combine(folder.Path, "batch.csv"), rows.Take(3), Cancellation);
        return folder;
    }

    private static async Task<OrchestrationRuntimeStatus?> StatusAsync(ScenarioHost host)
    {
        await host.RestAsync(Cancellation);
        return (await host.Engine.Client.GetInstanceAsync("batch:short", Cancellation))?.RuntimeStatus;
    }
}
