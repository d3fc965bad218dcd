using System.Text.Json;
using Xunit;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>The sample batch through every wall of the house, in virtual time; judged by what the simulator counts.</summary>
public sealed class SampleBatchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task SampleBatch_AnsweredByPeople_EndsAsExpectedAndMovesEachCalOnce() => RunAsync(null);

    internal static async Task RunAsync(int? harsh, bool inTables = false)
    {
        await using var host = await ScenarioHost.StartAsync(ScenarioSetup.Sample with { Harsh = harsh, InTables = inTables });
        using var http = ScenarioHost.Client();
        var before = await EstateCounts.ReadAsync(http, host.Simulator, Cancellation);

        var views = await new TestBatch(host, http, "scenario").RunAsync(ScenarioSetup.SampleFolder, Cancellation);

        await SampleExpectation.AssertAsync(views, before, await EstateCounts.ReadAsync(http, host.Simulator, Cancellation), Cancellation);
    }
}
