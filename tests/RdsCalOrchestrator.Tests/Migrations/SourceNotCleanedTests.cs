using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations;

public sealed class SourceNotCleanedTests
{
    [Fact]
    public void Pack_StillOnSource_IsLeft()
    {
        var balance = Some.Imported().Reads(Side.Target, Some.Old, Some.Created).Reads(Side.Source, Some.Moving, Some.Staying).Balance;

        Assert.Equal(Verdict.SourceNotCleaned, balance.Verdict);
        Assert.Equal((120, 1), (balance.Lines[0].LeftOnSource, balance.Lines[0].RowsOnTarget));
    }

    [Fact]
    public void Source_NotReadSinceTheImport_IsNotKnownToBeClean()
    {
        var balance = Some.Imported().Reads(Side.Target, Some.Old, Some.Created).Balance;

        Assert.Equal(Verdict.SourceNotCleaned, balance.Verdict);
        Assert.Null(balance.Lines[0].LeftOnSource);
    }

    [Fact]
    public void Source_WhoseLicensingIsStopped_IsNotKnownToBeClean()
    {
        var story = Some.Imported().Reads(Side.Target, Some.Old, Some.Created).ReadsStopped(Side.Source);

        Assert.Equal(Verdict.SourceNotCleaned, story.Balance.Verdict);
        Assert.Null(story.Balance.Lines[0].LeftOnSource);
        var end = Assert.IsType<MigrationEnd.Owing>(VerifyStep.Next(story.Told, story.Attempt).End);
        Assert.Equal("LS-NOT-RUNNING", end.Reason.Id);
    }

    [Fact]
    public void Target_WhoseLicensingIsStopped_HasLostNothing()
    {
        var story = Some.Imported().Reads(Side.Target, Some.Old, Some.Created).ReadsStopped(Side.Target).ReadsStopped(Side.Source);

        Assert.Equal(Verdict.SourceNotCleaned, story.Balance.Verdict);
    }
}
