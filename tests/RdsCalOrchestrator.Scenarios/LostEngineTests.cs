using Xunit;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>Durable state is a cursor: an engine that lost everything goes on from journals and receipts.</summary>
public sealed class LostEngineTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(16)]
    public Task Engine_ThatLostAllItKnew_GoesOnFromTheJournalToTheSameEnds(int rests) => RunAsync(rests, null);

    internal static async Task RunAsync(int rests, int? harsh, bool inTables = false)
    {
        await using var host = await ScenarioHost.StartAsync(ScenarioSetup.Sample with { Harsh = harsh, InTables = inTables });
        using var http = ScenarioHost.Client();
        var before = await EstateCounts.ReadAsync(http, host.Simulator, Cancellation);
        await Assert.ThrowsAsync<LostException>(() => LosingAt(rests, host, http).RunAsync(ScenarioSetup.SampleFolder, Cancellation));

        await host.LoseEngineAsync();
        await host.PassAsync(TimeSpan.FromMinutes(5), Cancellation);

        var views = await new TestBatch(host, http, "scenario").ToTheEndAsync(Cancellation);
        await SampleExpectation.AssertAsync(views, before, await EstateCounts.ReadAsync(http, host.Simulator, Cancellation), Cancellation);
    }

    private static TestBatch LosingAt(int rests, ScenarioHost host, HttpClient http) =>
        new(host, http, "scenario") { AfterEachStep = () => --rests > 0 ? Task.CompletedTask : throw new LostException() };

    private sealed class LostException : Exception;
}
