using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Domain.Packs;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations;

/// <summary>What another migration did into the same target, or took from the same source.</summary>
public sealed class OtherMigrationTests
{
    private static readonly LicenseKeyPack Theirs = Some.Pack(15, 120);

    private static Story Ours => Some.Imported().Reads(Side.Target, Some.Old, Some.Created, Theirs).Reads(Side.Source, Some.Staying);

    [Fact]
    public void FittingRow_OfTheirLine_IsExplained()
    {
        var other = new Story(id: "m-2").Plans([], Some.Line(1, Some.Pack(7, 120))).Imports(1, LineResult.Imported, [Theirs]);
        var balance = Ours.Notes(other).Balance;

        Assert.Equal(Verdict.Proved, balance.Verdict);
        Assert.Empty(balance.Unexplained!);
    }

    [Fact]
    public void FittingRow_WhileTheirImportHasNoResult_IsWaitedFor()
    {
        var other = new Story(id: "m-2").Plans([], Some.Line(1, Some.Pack(7, 120))).SendsImport(1);
        var story = Ours.Notes(other);

        Assert.Null(story.Balance.Verdict);
        Assert.Equal([Theirs], story.Balance.Unexplained!);
        Assert.Equal(Do.LookAgain, ProveStep.Next(story.Told, story.Attempt, story.Now).Do);
    }

    [Fact]
    public void FittingRow_OfNoLineOfTheirs_IsDoubled()
    {
        var other = new Story(id: "m-2").Plans([], Some.Line(1, Some.Pack(7, 50))).Imports(1, LineResult.Imported, [Some.Pack(16, 50)]);

        Assert.Equal(Verdict.Doubled, Ours.Notes(other).Balance.Verdict);
    }

    [Fact]
    public void PackTheyMoved_NeedNotStay_AndIsNotLost()
    {
        var other = new Story(id: "m-2").Plans([], Some.Line(1, Some.Staying)).Imports(1, LineResult.Imported, [Some.Pack(16, 33)]);
        var story = Some.Imported().Reads(Side.Target, Some.Old, Some.Created, Some.Pack(16, 33)).Reads(Side.Source).Notes(other);

        Assert.Empty(CleanUp.MustStay(story.Told, story.Told.LatestReading(Side.Source)!));
        Assert.Equal(Verdict.Proved, story.Balance.Verdict);
    }

    [Fact]
    public void PackThatNobodyMoved_MustStay_AlsoWhenTheReadingLacksIt()
    {
        var planned = new Story(id: "m-2").Plans([], Some.Line(1, Some.Staying));
        var story = Some.Imported().Reads(Side.Target, Some.Old, Some.Created).Reads(Side.Source).Notes(planned);

        Assert.Equal([Some.Staying], CleanUp.MustStay(story.Told, story.Told.LatestReading(Side.Source)!));
        Assert.Equal(Verdict.Lost, story.Balance.Verdict);
    }
}
