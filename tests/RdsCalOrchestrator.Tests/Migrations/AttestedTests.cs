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

    [Fact]
    public void SourceGone_AndNotAttested_IsNotCleaned() => Assert.Equal(Verdict.SourceNotCleaned, Some.ImportedOfGone().Balance.Verdict);
}
