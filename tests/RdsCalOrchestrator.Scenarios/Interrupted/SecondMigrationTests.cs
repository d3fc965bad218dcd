using System.Text.Json;
using RdsCalOrchestrator.Scenarios.Table;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.Interrupted;

/// <summary>
/// Who does not know of the interrupted migration, or does not trust it, sends the same packs under another name: that one imports nothing
/// and says whose they are, whatever is said of the source; the first is brought to its end.
/// </summary>
public sealed class SecondMigrationTests
{
    private const string Second = "again";

    private static TableRow Moved => OneRow.Row;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, "reachable")]
    [InlineData(false, "unreachable")]
    [InlineData(false, "gone")]
    [InlineData(true, "reachable")]
    [InlineData(true, "unreachable")]
    [InlineData(true, "gone")]
    public async Task SamePacks_SentUnderAnotherName_AreNeverImportedAgain(bool isFirst, string sourceState)
    {
        // An app that has lost its engine hears of the second before it takes the first up again.
        await using var interruption = await Interruption.HappenAsync(underWay: true, engineLost: isFirst, Cancellation);
        var row = interruption.Row;
        if (!isFirst)
            await row.EndAsync(Interruption.Migration);

        await row.SubmitAsync(Second, Interruption.Successor, sourceState);
        AssertBlocked(isFirst ? "RUN-OVERLAP" : "RUN-ALREADY-IMPORTED", await row.EndAsync(Second));

        await row.HandAsync(Moved.SourceServer, "power/running");
        await row.Host.PassAsync(TimeSpan.FromMinutes(5), Cancellation);
        if (!isFirst)
            await row.ResumeAsync(Interruption.Migration, Interruption.Successor);
        await row.AskAsync(Interruption.Migration);
        await row.ResumeAsync(Second, Interruption.Successor);
        AssertBlocked("RUN-ALREADY-IMPORTED", await row.EndAsync(Second));

        await row.AnswerAsync(Interruption.Migration, Interruption.Successor);
        Assert.Equal("Proved", (await row.EndAsync(Interruption.Migration)).Text("end"));
        await row.ResumeAsync(Second, Interruption.Successor);
        Assert.Equal("Blocked", (await row.EndAsync(Second)).Text("end"));
        Assert.Equal(
            [$"NEW-01 imported {Moved.Cals}", "NEW-01 addedByHand 20", $"OLD-01 removed {Moved.Cals}"], row.Effects);
    }

    private static void AssertBlocked(string finding, JsonElement view)
    {
        Assert.Equal("Blocked", view.Text("end"));
        Assert.Empty(view.GetProperty("asks").EnumerateArray());
        var why = Assert.Single(view.GetProperty("findings").EnumerateArray(), f => f.Text("id") == finding);
        Assert.Contains(Interruption.Migration, why.Text("sentence"), StringComparison.Ordinal);
    }
}
