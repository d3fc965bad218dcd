using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Migrations;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations;

public sealed class AttestedTests
{
    [Fact]
    public void SourceGone_AndAttested_IsAttestedWithoutASource()
    {
        var balance = Some.ImportedOfGone().Answers(AskKind.SourceAttestation).Balance;

        Assert.Equal(Verdict.Attested, balance.Verdict);
        var line = Assert.Single(balance.Lines);
        Assert.Equal((1, 120, 1, false, null), (line.Line, line.Imported, line.RowsOnTarget, line.IsMissingOnTarget, line.LeftOnSource));
    }

    [Theory]
    [InlineData(120, "")]
    [InlineData(110, " Of purchase p, 110 CALs were approved and 120 imported.")]
    public void CodeOfAnUnreadSource_BroughtAnotherCountThanStated_IsTold(long stated, string told)
    {
        var code = Some.Line(1, Some.Moving) with { Cals = stated, Covers = [], Code = 0 };
        var balance = new Story(SourceState.Gone)
            .Reads(Side.Target, Some.Old).Plans([], code).Imports(1, LineResult.AlreadyImported, [Some.Created])
            .Reads(Side.Target, Some.Old, Some.Created).Answers(AskKind.SourceAttestation).Balance;

        Assert.Equal(Verdict.Attested, balance.Verdict);
        Assert.EndsWith($"never serves again.{told}", balance.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void LineThatWasNeverSent_IsToldWithTheVerdict()
    {
        var story = new Story(SourceState.Gone)
            .Reads(Side.Target, Some.Old).Plans([], Some.Line(1, Some.Moving), Some.Line(2, Some.Staying))
            .Imports(1, LineResult.Imported, [Some.Created]).Reads(Side.Target, Some.Old, Some.Created);

        Assert.EndsWith(" Line 2 (33 CALs) was not moved.", story.Balance.Because, StringComparison.Ordinal);
        var attested = story.Answers(AskKind.SourceAttestation).Balance;
        Assert.Equal(Verdict.Attested, attested.Verdict);
        Assert.EndsWith(" Line 2 (33 CALs) was not moved.", attested.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void SourceGone_AndNotAttested_IsNotCleaned() => Assert.Equal(Verdict.SourceNotCleaned, Some.ImportedOfGone().Balance.Verdict);
}
