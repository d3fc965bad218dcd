using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations;

/// <summary>A source that may serve again stays owed; only who resumes what was left so says whether it ever will.</summary>
public sealed class UnreachableSourceTests
{
    private static Story Imported => new Story(SourceState.Unreachable)
        .Reads(Side.Target, Some.Old).Plans([], Some.Line(1, Some.Moving))
        .Imports(1, LineResult.Imported, [Some.Created]).Reads(Side.Target, Some.Old, Some.Created);

    [Fact]
    public void NobodyIsAskedAtFirst() => Assert.Equal(Do.GoOn, Next(Imported).Do);

    [Fact]
    public void ResumedAfterAnotherStop_NobodyIsAsked() =>
        Assert.Equal(Do.GoOn, Next(Imported.StopsWith(null).Resumes()).Do);

    [Fact]
    public void ResumedAfterItWasLeft_SomebodyIsAsked() =>
        Assert.Equal(AskKind.SourceAttestation, Next(Imported.StopsWith(Verdict.SourceNotCleaned).Resumes()).Ask);

    private static Decision Next(Story story) => CleanSourceStep.Next(story.Told, story.Attempt, story.Now);
}
