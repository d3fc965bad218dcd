using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.Table;

/// <summary>
/// A target loses its power in the middle of its import, and comes back without our receipts: from a backup of before, or because somebody
/// cleaned up. Nothing is imported twice: a pack that is there is found, and without one an operator is asked.
/// </summary>
public sealed class RestoredMachineTests
{
    private static readonly TableRow Row = TableRow.All[0];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(PowerCutMoment.BeforeImport), true)]
    [InlineData(nameof(PowerCutMoment.BetweenImportAndRemoval), false)]
    public async Task Target_ThatLostItsReceipts_ImportsOnce(string moment, bool isAsked)
    {
        using var folder = new TemporaryFolder();
        var files = new TableFiles([Row], "removes", Enum.Parse<PowerCutMoment>(moment));
        await files.WriteAsync(folder.Path, Cancellation);
        await using var host = await ScenarioHost.StartAsync(new ScenarioSetup(files.WorldFile));
        using var http = ScenarioHost.Client();
        var findings = new HashSet<string>();
        TestBatch? batch = null;
        batch = new TestBatch(host, http, "table")
        {
            AfterEachStep = async () =>
            {
                await RestoreAsync(host, http);
                foreach (var line in (await batch!.ViewsAsync(Cancellation)).SelectMany(static v => v.GetProperty("lines").EnumerateArray()))
                {
                    if (line.TryGetProperty("finding", out var finding))
                        findings.Add(finding.Text("id"));
                }
            },
        };

        var view = Assert.Single(await batch.RunAsync(folder.Path, Cancellation));

        Assert.Equal("Proved", view.Text("end"));
        Assert.Equal(isAsked ? ["RUN-NO-RECEIPT"] : [], findings);
        var after = await EstateCounts.ReadAsync(http, host.Simulator, Cancellation);
        Assert.Equal((0, Row.Cals), (after.CalsOn(Row.SourceServer), after.CalsOn(Row.TargetServer)));
        Assert.Equal(1, after.Effects(Row.TargetServer, "imported"));
    }

    private static async Task RestoreAsync(ScenarioHost host, HttpClient http)
    {
        foreach (var machine in (await EstateCounts.ReadAsync(http, host.Simulator, Cancellation)).Stopped.ToList())
        {
            Directory.Delete(Path.Combine(host.EstateDirectory, "disks", machine, "ProgramData", "RdsCalOrchestrator"), recursive: true);
            var address = new Uri(host.Simulator, $"/simulator/machines/{machine}/power/running");
            using var answer = await http.PostAsync(address, null, Cancellation);
            answer.EnsureSuccessStatusCode();
        }
    }
}
