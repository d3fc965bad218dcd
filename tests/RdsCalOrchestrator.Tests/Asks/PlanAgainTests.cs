using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Tests.Migrations;
using Xunit;

namespace RdsCalOrchestrator.Tests.Asks;

/// <summary>A server that could not be read for an hour makes two other plans: one without it, and then the first one again.</summary>
public sealed class PlanAgainTests
{
    [Fact]
    public void PlanThatIsAgainWhatItWas_IsAskedAboutAnew()
    {
        var story = new Story().Reads(Side.Target, Some.Old).Reads(Side.Source, Some.Moving);
        Plan(story, "first", 1);
        Ask(story, "first", "plan-1");
        Plan(story, "other", 2);
        Assert.Equal(AskState.Superseded, AskRules.Closes(story.Told, story.Told.Asks["plan-1"], story.Now));
        story.Write("closed/1", new Entry.AskClosed("plan-1", AskState.Superseded));
        Ask(story, "other", "plan-2");
        Plan(story, "first", 3);
        story.Write("closed/2", new Entry.AskClosed("plan-2", AskState.Superseded));

        Assert.Equal("first", Assert.Single(AskRules.Missing(story.Told, AskKind.PlanApproval)).Subject);
        Ask(story, "first", "plan-3");
        Assert.Empty(AskRules.Missing(story.Told, AskKind.PlanApproval));
    }

    private static void Plan(Story story, string hash, int number) => story.Write(
        $"planned/{number}", new Entry.Planned(new MigrationPlan(hash, SourceState.Reachable, [], null, null, [], null, []), 1));

    private static void Ask(Story story, string subject, string ask) =>
        story.Write($"opened/{ask}", new Entry.AskOpened(ask, AskKind.PlanApproval, null, subject, [], story.Now.AddDays(7), "hash"));
}
