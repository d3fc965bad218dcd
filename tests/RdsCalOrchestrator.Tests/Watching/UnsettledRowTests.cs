using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Tests.Migrations;
using Xunit;

namespace RdsCalOrchestrator.Tests.Watching;

/// <summary>Whom the list of those names with whom somebody still has something to do.</summary>
public sealed class UnsettledRowTests
{
    [Fact]
    public void AllOf_RunningAttempt_IsListed() => Assert.NotNull(Listed(Some.Imported()));

    [Fact]
    public void AllOf_Blocked_IsNot() => Assert.Null(Listed(Ended(new Story(), new MigrationEnd.Blocked([]))));

    [Fact]
    public void AllOf_Broken_IsListed() => Assert.Equal("Faulted", Listed(Ended(new Story(), new MigrationEnd.Faulted("Verify", "bug")))!.End);

    [Fact]
    public void AllOf_EndedAndOwed_IsListedUntilItIsProved()
    {
        var owing = Owed();
        var due = owing.Now.AddDays(7);

        Assert.Equal(due, Listed(owing.Write("obligation", new Entry.ObligationOpened("ines", due)))!.ObligationDue);

        owing.Reads(Side.Target, Some.Old, Some.Created).Reads(Side.Source, Some.Staying);
        Assert.Null(Listed(owing.Write("proved", new Entry.Proved(owing.Balance))));
    }

    [Fact]
    public void AllOf_Questions_TellsWhenTheOldestOpenOneWasAsked()
    {
        var story = new Story();
        var asked = story.Now;
        story.Write("ask/a/opened", Opened("a")).Write("ask/b/opened", Opened("b"));
        Assert.Equal(asked, Listed(story)!.OldestAskAt!.Value.AddMinutes(-1));

        story.Write("ask/a/closed", new Entry.AskClosed("a", AskState.Cancelled));
        Assert.Equal(asked, Listed(story)!.OldestAskAt!.Value.AddMinutes(-2));
        story.Write("ask/b/closed", new Entry.AskClosed("b", AskState.Cancelled));
        Assert.Null(Listed(story)!.OldestAskAt);
    }

    private static Story Owed() => Ended(
        Some.Imported().Write("obligation/now", new Entry.ObligationOpened("ines", DateTimeOffset.MaxValue)),
        new MigrationEnd.Owing(null, Domain.Findings.Catalogue.AskUnanswered("ls01", "what became of the source")));

    private static Story Ended(Story story, MigrationEnd end) => story.Write("ended", new Entry.Ended(1, end));

    private static Entry Opened(string ask) =>
        new Entry.AskOpened(ask, AskKind.HostsAttestation, null, "ls01", ["Ines"], DateTimeOffset.MaxValue, "hash");

    private static MigrationRow? Listed(Story story) =>
        MigrationRow.AllOf(story.Told).Single(static r => r.Partition == MigrationRow.UnsettledPartition) is { Content: not null } row
            ? MigrationRow.Read(row)
            : null;
}
