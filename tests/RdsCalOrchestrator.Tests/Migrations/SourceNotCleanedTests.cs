using RdsCalOrchestrator.Domain.Migrations;
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
}
