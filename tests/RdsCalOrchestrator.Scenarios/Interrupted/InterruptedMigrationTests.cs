using System.Text.Json;
using RdsCalOrchestrator.Scenarios.Table;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.Interrupted;

/// <summary>
/// Three weeks after its app died over an import, somebody else takes a migration up, and first with the source still off: it says at every
/// end what it waits for, imports nothing again, and counts no CAL that it did not bring.
/// </summary>
public sealed class InterruptedMigrationTests
{
    private static TableRow Moved => OneRow.Row;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Migration_WhoseAppDiedOverItsImport_IsProvedByAnotherOperatorWithThatOneImport(bool underWay, bool engineLost)
    {
        await using var interruption = await Interruption.HappenAsync(underWay, engineLost, Cancellation);
        var row = interruption.Row;

        // What a lost engine does not know is taken up from the journal by a timer.
        await row.Host.PassAsync(TimeSpan.FromMinutes(5), Cancellation);
        AssertOwed("AZ-VM-STOPPED", await row.EndAsync(Interruption.Migration));

        await row.ResumeAsync(Interruption.Migration, Interruption.Successor);
        AssertOwed("AZ-VM-STOPPED", await row.EndAsync(Interruption.Migration));

        await row.HandAsync(Moved.SourceServer, "power/running");
        await row.ResumeAsync(Interruption.Migration, Interruption.Successor);
        Assert.Equal("hosts-1", await row.AskAsync(Interruption.Migration));
        // The approver has left, and a question is open for a week.
        await row.Host.PassAsync(TimeSpan.FromDays(7), Cancellation);
        AssertOwed("RUN-ASK-UNANSWERED", await row.EndAsync(Interruption.Migration));

        await row.ResumeAsync(Interruption.Migration, Interruption.Successor);
        await row.AnswerAsync(Interruption.Migration, Interruption.Successor);
        AssertProved(await row.EndAsync(Interruption.Migration));
        Assert.Equal(
            [$"NEW-01 imported {Moved.Cals}", "NEW-01 addedByHand 20", $"OLD-01 removed {Moved.Cals}"], row.Effects);
    }

    private static void AssertOwed(string finding, JsonElement view)
    {
        Assert.Equal("SourceNotCleaned", view.Text("end"));
        Assert.True(view.GetProperty("obligation").GetProperty("isOpen").GetBoolean());
        Assert.Equal([finding], view.GetProperty("findings").EnumerateArray().Select(static f => f.Text("id")));
    }

    private static void AssertProved(JsonElement view)
    {
        Assert.Equal("Proved", view.Text("end"));
        Assert.False(view.GetProperty("obligation").GetProperty("isOpen").GetBoolean());
        Assert.Equal(Moved.Cals, Assert.Single(view.GetProperty("lines").EnumerateArray()).GetProperty("cals").GetInt64());
        Assert.Equal(20, Assert.Single(view.GetProperty("unexplainedRows").EnumerateArray()).GetProperty("total").GetInt64());
        Assert.Contains("PK-UNEXPLAINED", view.GetProperty("findings").EnumerateArray().Select(static f => f.Text("id")));
    }
}
