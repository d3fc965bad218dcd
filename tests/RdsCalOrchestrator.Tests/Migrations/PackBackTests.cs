using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations;

public sealed class PackBackTests
{
    private static Story Gone() => Some.Imported().Reads(Side.Target, Some.Old, Some.Created).Reads(Side.Source, Some.Staying);

    [Fact]
    public void PackThatWasGone_InItsRowAgain_IsDoubled()
    {
        var balance = Gone().Reads(Side.Source, Some.Moving, Some.Staying).Balance;

        Assert.Equal((Verdict.Doubled, 120), (balance.Verdict, balance.Lines[0].LeftOnSource));
    }

    [Fact]
    public void PackThatWasGone_InstalledAnew_IsDoubled()
    {
        var balance = Gone().Reads(Side.Source, Some.Pack(8, 120), Some.Staying).Balance;

        Assert.Equal((Verdict.Doubled, 120), (balance.Verdict, balance.Lines[0].LeftOnSource));
    }

    [Fact]
    public void PackThatWeRemoved_ThereAgain_IsDoubled()
    {
        var story = Some.Imported().Reads(Side.Target, Some.Old, Some.Created).Reads(Side.Source, Some.Moving, Some.Staying)
            .Removes(1, Some.Moving.RowId).Reads(Side.Source, Some.Moving, Some.Staying);

        Assert.Equal(Verdict.Doubled, story.Balance.Verdict);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(-10)]
    public void PackThatWeRemoved_ByAClockThatStandsOrGoesBack_IsReadAgainBeforeAnythingIsSaid(int minutes)
    {
        var story = Some.Imported().Answers(AskKind.HostsAttestation).After(TimeSpan.FromDays(2))
            .Reads(Side.Target, Some.Old, Some.Created).Reads(Side.Source, Some.Moving, Some.Staying)
            .After(TimeSpan.FromMinutes(minutes)).Removes(1, Some.Moving.RowId);

        Assert.Equal(Verdict.SourceNotCleaned, story.Balance.Verdict);
        var next = CleanSourceStep.Next(story.Told, story.Attempt, story.Now);
        Assert.Equal([Side.Target, Side.Source], next.Runs.Select(static r => r.Side));
    }

    [Fact]
    public void PackThatIsBack_AndMissingOnTarget_IsNotProved() =>
        Assert.Equal(Verdict.Lost, Gone().Reads(Side.Target, Some.Old).Reads(Side.Source, Some.Moving, Some.Staying).Balance.Verdict);

    [Fact]
    public void AnotherPack_InstalledOnTheSource_IsNoneOfOurs() =>
        Assert.Equal(Verdict.Proved, Gone().Reads(Side.Source, Some.Pack(8, 50), Some.Staying).Balance.Verdict);
}
