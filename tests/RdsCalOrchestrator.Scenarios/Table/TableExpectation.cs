using System.Text.Json;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.Table;

/// <summary>What the table must have done, by the views of the app and by the simulator's counts.</summary>
internal static class TableExpectation
{
    /// <summary>What is wrong with how the rows ended; empty when each ended as it must.</summary>
    internal static string WrongEnds(IReadOnlyList<JsonElement> views, Func<TableRow, string> ends) => string.Join(
        '\n',
        from row in TableRow.All
        let view = views.Single(v => v.Text("migration") == row.Migration)
        where view.Text("end") != ends(row)
        select $"{row} must end {ends(row)}: {view.GetRawText()}");

    /// <param name="byImport">The import itself has removed the packs of a source; else, where it can be read, a script of ours has.</param>
    internal static void AssertMoved(TableRow row, bool byImport, EstateCounts before, EstateCounts after)
    {
        var isMoved = row.Ends != "Blocked";
        Assert.Equal(0, before.CalsOn(row.TargetServer));
        Assert.Equal(isMoved ? row.Cals : 0, after.CalsOn(row.TargetServer));
        Assert.Equal(isMoved ? 1 : 0, after.Effects(row.TargetServer, "imported"));
        if (!row.SourceExists)
            return;
        Assert.Equal(row.Cals, before.CalsOn(row.SourceServer));
        Assert.Equal(row.Ends == "Proved" || byImport ? 0 : row.Cals, after.CalsOn(row.SourceServer));
        Assert.Equal(byImport ? 1 : 0, after.Effects(row.SourceServer, "removedByImport"));
        Assert.Equal(row.Ends == "Proved" && !byImport ? 1 : 0, after.Effects(row.SourceServer, "removed"));
    }
}
