using System.Text.Json;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.Table;

/// <summary>
/// Every method, reason and state of the source, in each position of the import switch (A-IMPORT-REMOVES), in virtual time. The simulator
/// counts: the target has gained each CAL exactly once, and a proved source has lost it.
/// </summary>
public sealed class MethodTableTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("removes")]
    [InlineData("fails")]
    [InlineData("doesNotTry")]
    public Task Table_InEachPositionOfTheImportSwitch_EndsAsItMust(string importRemoves) => RunAsync(importRemoves, null);

    internal static async Task RunAsync(string importRemoves, int? harsh, bool inTables = false)
    {
        using var folder = new TemporaryFolder();
        var files = new TableFiles(TableRow.All, importRemoves);
        await files.WriteAsync(folder.Path, Cancellation);
        await using var host = await ScenarioHost.StartAsync(new ScenarioSetup(files.WorldFile, Harsh: harsh) { InTables = inTables });
        using var http = ScenarioHost.Client();
        var before = await EstateCounts.ReadAsync(http, host.Simulator, Cancellation);

        var views = await new TestBatch(host, http, "table").RunAsync(folder.Path, Cancellation);

        var after = await EstateCounts.ReadAsync(http, host.Simulator, Cancellation);
        Assert.Equal("", TableExpectation.WrongEnds(views, static row => row.Ends));
        Assert.All(TableRow.All, row => TableExpectation.AssertMoved(row, importRemoves == "removes", before, after));
        Assert.All(TableRow.All, row => AssertOwed(row, views.Single(v => v.Text("migration") == row.Migration)));
    }

    private static void AssertOwed(TableRow row, JsonElement view)
    {
        if (row.Ends == "Blocked")
            Assert.False(view.TryGetProperty("obligation", out _));
        else
            Assert.Equal(row.Ends == "SourceNotCleaned", view.GetProperty("obligation").GetProperty("isOpen").GetBoolean());
    }
}
