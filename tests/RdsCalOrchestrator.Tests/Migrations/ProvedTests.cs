using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations;

public sealed class ProvedTests
{
    [Fact]
    public void Pack_OnTargetAndGoneFromSource_IsProvedRowByRow()
    {
        var balance = Some.Imported().Reads(Side.Target, Some.Old, Some.Created).Reads(Side.Source, Some.Staying).Balance;

        Assert.Equal(Verdict.Proved, balance.Verdict);
        var line = Assert.Single(balance.Lines);
        Assert.Equal((1, 120, 1, false, 0), (line.Line, line.Imported, line.RowsOnTarget, line.IsMissingOnTarget, line.LeftOnSource));
        Assert.Empty(line.FurtherRows!);
        Assert.Empty(balance.Unexplained!);
    }

    [Fact]
    public void LineThatWasNeverSent_IsToldWithTheVerdict()
    {
        var balance = new Story().Reads(Side.Target, Some.Old).Reads(Side.Source, Some.Moving, Some.Staying)
            .Plans([], Some.Line(1, Some.Moving), Some.Line(2, Some.Staying)).Imports(1, LineResult.Imported, [Some.Created])
            .Reads(Side.Target, Some.Old, Some.Created).Reads(Side.Source, Some.Staying).Balance;

        Assert.Equal(Verdict.Proved, balance.Verdict);
        Assert.EndsWith("all others untouched. Line 2 (33 CALs) was not moved.", balance.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Migration_Proved_Closes()
    {
        var story = Some.Imported().Reads(Side.Target, Some.Old, Some.Created).Reads(Side.Source, Some.Staying);

        var decision = ProveStep.Next(story.Told, story.Attempt, story.Now);

        Assert.Equal(new MigrationEnd.Closed(Verdict.Proved), decision.End);
    }

    [Fact]
    public void CalsGivenOutMeanwhile_ChangeNothing()
    {
        var balance = Some.Imported().Reads(Side.Target, Some.Old with { Issued = 7 }, Some.Created with { Issued = 5 })
            .Reads(Side.Source, Some.Staying).Balance;

        Assert.Equal(Verdict.Proved, balance.Verdict);
        Assert.Empty(balance.Unexplained!);
    }

    [Fact]
    public void PacksThatWindowsKeeps_ComeAndGo()
    {
        var overused = Some.Pack(10, 0, type: 7);
        var story = new Story().Reads(Side.Target, Some.Old).Reads(Side.Source, Some.Moving, overused).Plans([overused], Some.Line(1, Some.Moving))
            .Imports(1, LineResult.Imported, [Some.Created])
            .Reads(Side.Target, Some.Old, Some.Created, Some.Pack(15, 120, type: 4)).Reads(Side.Source);

        Assert.Equal(Verdict.Proved, story.Balance.Verdict);
        Assert.Empty(story.Balance.Unexplained!);
    }

    [Fact]
    public void TwoLinesAlike_EachHaveTheirRow()
    {
        var story = new Story().Reads(Side.Target).Reads(Side.Source, Some.Pack(3, 20), Some.Pack(4, 20))
            .Plans([], Some.Line(1, Some.Pack(3, 20)), Some.Line(2, Some.Pack(4, 20)))
            .Imports(1, LineResult.Imported, [Some.Pack(14, 20)]).Imports(2, LineResult.Imported, [Some.Pack(15, 20)])
            .Reads(Side.Target, Some.Pack(14, 20), Some.Pack(15, 20)).Reads(Side.Source);

        Assert.Equal(Verdict.Proved, story.Balance.Verdict);
        Assert.Equal([1, 1], story.Balance.Lines.Select(static l => l.RowsOnTarget));
    }
}
