using RdsCalOrchestrator.Domain.Migrations;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations;

public sealed class LostTests
{
    [Fact]
    public void Row_MissingOnTarget_IsLost()
    {
        var balance = Some.Imported().Reads(Side.Target, Some.Old).Reads(Side.Source, Some.Staying).Balance;

        Assert.Equal(Verdict.Lost, balance.Verdict);
        Assert.Equal((0, true), (balance.Lines[0].RowsOnTarget, balance.Lines[0].IsMissingOnTarget));
    }

    [Fact]
    public void Row_SmallerOnTarget_IsLost() =>
        Assert.Equal(
            Verdict.Lost,
            Some.Imported().Reads(Side.Target, Some.Old, Some.Created with { Total = 119 }).Reads(Side.Source, Some.Staying).Balance.Verdict);

    [Fact]
    public void PackThatStays_GoneFromSource_IsLost()
    {
        var balance = Some.Imported().Reads(Side.Target, Some.Old, Some.Created).Reads(Side.Source).Balance;

        Assert.Equal(Verdict.Lost, balance.Verdict);
        Assert.Contains("Pack 4 (33 CALs)", balance.Because);
    }

    [Fact]
    public void PackOfALineThatWasNotImported_GoneFromSource_IsLost()
    {
        var story = new Story().Reads(Side.Target).Reads(Side.Source, Some.Moving, Some.Staying)
            .Plans([], Some.Line(1, Some.Moving), Some.Line(2, Some.Staying))
            .Imports(1, LineResult.Imported, [Some.Created]).Imports(2, LineResult.Refused, []).Reads(Side.Target, Some.Created).Reads(Side.Source);

        Assert.Equal(Verdict.Lost, story.Balance.Verdict);
    }
}
