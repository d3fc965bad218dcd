using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Domain.Packs;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations;

/// <summary>Pages come from runs of their own: they are one reading only while the server held the same number of packs.</summary>
public sealed class PagesTests
{
    private static readonly LicenseKeyPack[] First = [Some.Pack(1, 10), Some.Pack(2, 10)];
    private static readonly LicenseKeyPack[] Second = [Some.Pack(3, 10)];

    [Fact]
    public void PagesThatFit_AreOneReading()
    {
        var told = new Story().ReadsPage(Side.Source, 0, First, 3, 2).ReadsPage(Side.Source, 2, Second, 3, null).Told;

        Assert.Equal([1, 2, 3], told.LatestReading(Side.Source)!.Packs.Select(static p => p.RowId));
    }

    [Fact]
    public void PagesOfOldScripts_WithoutACount_AreOneReading()
    {
        var told = new Story().ReadsPage(Side.Source, 0, First, null, 2).ReadsPage(Side.Source, 2, Second, null, null).Told;

        Assert.Equal(3, told.LatestReading(Side.Source)!.Packs.Count);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(2)]
    public void PageWithAnotherCount_IsReadAgainFromTheStart(int count)
    {
        var story = new Story().ReadsPage(Side.Source, 0, First, 3, 2).ReadsPage(Side.Source, 2, Second, count, null);

        Assert.Null(story.Told.LatestReading(Side.Source));
        Assert.Equal(0, story.Told.UnfinishedReading(Side.Source)!.Next);
        story.ReadsPage(Side.Source, 0, First, 3, 2).ReadsPage(Side.Source, 2, Second, 3, null);
        Assert.Equal(3, story.Told.LatestReading(Side.Source)!.Packs.Count);
    }

    [Fact]
    public void PackOnTwoPages_IsNoReading()
    {
        var told = new Story().ReadsPage(Side.Source, 0, First, 3, 2).ReadsPage(Side.Source, 2, [First[1]], 3, null).Told;

        Assert.Null(told.LatestReading(Side.Source));
    }

    [Fact]
    public void FirstPage_DoesNotGoOnWithAnOlderReading()
    {
        var told = new Story().ReadsPage(Side.Source, 0, First, 3, 2).Resumes()
            .ReadsPage(Side.Source, 0, First, 3, 2).ReadsPage(Side.Source, 2, Second, 3, null).Told;

        Assert.Equal(3, told.LatestReading(Side.Source)!.Packs.Count);
    }

    [Fact]
    public void ReadingThatNeverFits_IsGivenUpWithAFinding()
    {
        var story = Some.Imported().Reads(Side.Target, Some.Old, Some.Created);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(i > 0, story.Told.UnfinishedReading(Side.Source) is not null);
            story.ReadsPage(Side.Source, 0, First, 3, 2).ReadsPage(Side.Source, 2, Second, 4, null);
        }

        Assert.Null(story.Told.UnfinishedReading(Side.Source));
        var end = Assert.IsType<MigrationEnd.Owing>(VerifyStep.Next(story.Told, story.Attempt).End);
        Assert.Equal("LS-READING-CHANGED", end.Reason.Id);
    }
}
