using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Packs;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations;

public sealed class DoubledTests
{
    private static readonly LicenseKeyPack Again = Some.Pack(15, 120);

    [Fact]
    public void SecondFittingRow_ThatWasNotThereBefore_IsDoubled()
    {
        var balance = Some.Imported().Reads(Side.Target, Some.Old, Some.Created, Again).Reads(Side.Source, Some.Staying).Balance;

        Assert.Equal(Verdict.Doubled, balance.Verdict);
        Assert.Equal(2, balance.Lines[0].RowsOnTarget);
        Assert.Equal([Again], balance.Lines[0].FurtherRows!);
        Assert.Empty(balance.Unexplained!);
    }

    [Fact]
    public void SecondFittingRow_ThatWasThereBefore_IsNot()
    {
        var balance = new Story().Reads(Side.Target, Again).Reads(Side.Source, Some.Moving).Plans([], Some.Line(1, Some.Moving))
            .Imports(1, LineResult.Imported, [Some.Created]).Reads(Side.Target, Again, Some.Created).Reads(Side.Source).Balance;

        Assert.Equal((Verdict.Proved, 1), (balance.Verdict, balance.Lines[0].RowsOnTarget));
    }

    [Fact]
    public void LineWithoutAKnownRow_AndTwoThatFit_IsDoubled()
    {
        var balance = new Story().Reads(Side.Target).Reads(Side.Source, Some.Moving).Plans([], Some.Line(1, Some.Moving))
            .Imports(1, LineResult.Unknown, [], [Some.Created, Again]).Reads(Side.Target, Some.Created, Again).Balance;

        // Nothing was imported for certain, so what the target holds is told by the import itself.
        Assert.Equal(Verdict.Doubled, balance.Verdict);
        Assert.Equal([Some.Created, Again], balance.Unexplained!);
    }

    [Fact]
    public void LineWithoutAKnownRow_AndOneThatFits_IsNotSettled()
    {
        var story = new Story().Reads(Side.Target).Reads(Side.Source, Some.Pack(3, 120), Some.Pack(4, 120))
            .Plans([], Some.Line(1, Some.Pack(3, 120)), Some.Line(2, Some.Pack(4, 120)))
            .Imports(1, LineResult.Imported, [Some.Created]).Imports(2, LineResult.Refused, []).Reads(Side.Target, Some.Created, Again)
            .Reads(Side.Source, Some.Pack(4, 120));

        Assert.Null(story.Balance.Verdict);
        Assert.Equal([Again], story.Balance.Unexplained!);
    }
}
