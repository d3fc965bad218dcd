using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Functions.Migrations;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations;

public sealed class UnexplainedRowsTests
{
    private static readonly LicenseKeyPack ByHand = Some.Pack(15, 20);

    [Fact]
    public void TwentyCalsAddedByHand_AreReportedAndProved()
    {
        var balance = Some.Imported().Reads(Side.Target, Some.Old, Some.Created, ByHand).Reads(Side.Source, Some.Staying).Balance;

        Assert.Equal((Verdict.Proved, 1), (balance.Verdict, balance.Lines[0].RowsOnTarget));
        Assert.Equal([ByHand], balance.Unexplained!);
    }

    [Fact]
    public void View_ShowsThemWithAFinding()
    {
        var story = Some.Imported().Reads(Side.Target, Some.Old, Some.Created, ByHand).Reads(Side.Source, Some.Staying);
        var decision = ProveStep.Next(story.Told, story.Attempt, story.Now);
        var view = MigrationView.Of(story.Writes(decision.Entries).Told);

        Assert.Equal([ByHand], view.UnexplainedRows!);
        var finding = Assert.Single(view.Findings, static f => f.Id == "PK-UNEXPLAINED");
        Assert.Contains("15 (20 2012 user)", finding.Sentence);
    }

    [Fact]
    public void RowThatOnlyChanged_IsReportedAndProved()
    {
        var grown = Some.Old with { Total = 120, VersionId = 4 };
        var balance = Some.Imported().Reads(Side.Target, grown, Some.Created).Reads(Side.Source, Some.Staying).Balance;

        Assert.Equal(Verdict.Proved, balance.Verdict);
        Assert.Equal([grown], balance.Unexplained!);
    }

    [Fact]
    public void WhatTheImportFound_CountsUntilTheTargetIsReadAgain() =>
        Assert.Equal([ByHand], new Story().Reads(Side.Target).Plans([], Some.Line(1, Some.Moving))
            .Imports(1, LineResult.Imported, [Some.Created], [ByHand]).Balance.Unexplained!);

    [Fact]
    public void TargetNeverReadBeforeTheImport_TellsNothingOfItsOtherRows()
    {
        var balance = new Story().Plans([], Some.Line(1, Some.Moving)).Imports(1, LineResult.Imported, [Some.Created], [ByHand])
            .Reads(Side.Target, Some.Created, ByHand, Some.Pack(8, 120)).Balance;

        Assert.Equal(1, balance.Lines[0].RowsOnTarget);
        Assert.Equal([ByHand], balance.Unexplained!);
    }
}
