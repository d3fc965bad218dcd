using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations;

/// <summary>A line is called again after a while; another one waits for a person meanwhile, and nobody looks before either has changed.</summary>
public sealed class RepeatedLineTests
{
    private readonly Story _story = new Story().Plans([], Some.Line(1, Some.Moving), Some.Line(2, Some.Staying))
        .Imports(1, LineResult.NotApplied, []).Imports(2, LineResult.Refused, []).IsSwitched(2, ConnectionMethod.Web).IsAsked(AskKind.KeyPackId, 2);

    private Migration Told => _story.Told;

    private DateTimeOffset RepeatsAt => Told.Lines.First().JudgedAt!.Value + Told.Request.Policy.RepeatAfter;

    [Fact]
    public void BeforeItsTime_PeopleAreWaitedForUntilThen()
    {
        Assert.Equal(AskKind.KeyPackId, RunMigrationStep.Next(Told, _story.Attempt, _story.Now).Ask);
        Assert.False(AskRules.CanGoOn(Told, AskKind.KeyPackId, _story.Now));
        Assert.Equal(RepeatsAt, AskRules.LookAgainAt(Told, AskKind.KeyPackId));
    }

    [Fact]
    public void AtItsTime_ItIsSentWhileTheOtherWaits()
    {
        Assert.True(AskRules.CanGoOn(Told, AskKind.KeyPackId, RepeatsAt));
        var run = Assert.Single(RunMigrationStep.Next(Told, _story.Attempt, RepeatsAt).Runs);
        Assert.Equal([1], run.Lines.Select(static l => l.Line));
    }

    [Fact]
    public void WhenNoLineIsCalledAgain_TheAskIsWaitedForToItsEnd()
    {
        var story = _story.Imports(1, LineResult.Imported, [Some.Created]);

        Assert.False(AskRules.CanGoOn(story.Told, AskKind.KeyPackId, story.Now));
        Assert.Equal(story.Told.Asks.Values.Single().ExpiresAt, AskRules.LookAgainAt(story.Told, AskKind.KeyPackId));
    }
}
