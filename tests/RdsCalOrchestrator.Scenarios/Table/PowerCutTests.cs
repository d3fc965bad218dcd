using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.Table;

/// <summary>
/// Every server of the table loses its power once, in the middle of a call, and is switched on again: the receipt and the rows say what was
/// done, nothing is done twice, and each migration ends as if nothing had happened.
/// </summary>
public sealed class PowerCutTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(PowerCutMoment.BeforeImport))]
    [InlineData(nameof(PowerCutMoment.BetweenImportAndRemoval))]
    [InlineData(nameof(PowerCutMoment.AfterRemoval))]
    public async Task Table_WithThePowerCutInTheMiddleOfACall_EndsTheSame(string moment)
    {
        var cut = Enum.Parse<PowerCutMoment>(moment);
        // Only an import that is called again gets as far as its source; where it was cut short, and where it fails, the clean-up is ours.
        var byImport = cut == PowerCutMoment.BeforeImport;
        using var folder = new TemporaryFolder();
        var files = new TableFiles(TableRow.All, cut == PowerCutMoment.AfterRemoval ? "fails" : "removes", cut);
        await files.WriteAsync(folder.Path, Cancellation);
        await using var host = await ScenarioHost.StartAsync(new ScenarioSetup(files.WorldFile));
        using var http = ScenarioHost.Client();
        var before = await EstateCounts.ReadAsync(http, host.Simulator, Cancellation);
        var cuts = 0;

        var batch = new TestBatch(host, http, "table") { AfterEachStep = async () => cuts += await SwitchOnAsync(host, http) };
        var views = await batch.RunAsync(folder.Path, Cancellation);

        Assert.Equal(Cuts(cut), cuts);
        var after = await EstateCounts.ReadAsync(http, host.Simulator, Cancellation);
        Assert.Equal("", TableExpectation.WrongEnds(views, static row => row.Ends));
        Assert.All(TableRow.All, row => TableExpectation.AssertMoved(row, byImport, before, after));
    }

    private static int Cuts(PowerCutMoment moment) =>
        TableRow.All.Count(r => r.Ends != "Blocked" && (moment != PowerCutMoment.AfterRemoval || r.Ends == "Proved"));

    private static async Task<int> SwitchOnAsync(ScenarioHost host, HttpClient http)
    {
        var stopped = (await EstateCounts.ReadAsync(http, host.Simulator, Cancellation)).Stopped.ToList();
        foreach (var machine in stopped)
        {
            var address = new Uri(host.Simulator, $"/simulator/machines/{machine}/power/running");
            using var answer = await http.PostAsync(address, null, Cancellation);
            answer.EnsureSuccessStatusCode();
        }

        return stopped.Count;
    }
}
