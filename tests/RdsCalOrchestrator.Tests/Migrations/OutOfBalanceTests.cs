using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Domain.Packs;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations;

/// <summary>The clean-up asks nobody and removes nothing while CALs are lost or doubled.</summary>
public sealed class OutOfBalanceTests
{
    private static Story Lost => Some.Imported().Reads(Side.Target, Some.Old, Some.Created).Reads(Side.Source, Some.Moving);

    private static Story Even => Some.Imported().Reads(Side.Target, Some.Old, Some.Created).Reads(Side.Source, Some.Moving, Some.Staying);

    [Fact]
    public void Lost_StopsBeforeAsking()
    {
        var decision = Next(Lost);

        var end = Assert.IsType<MigrationEnd.Owing>(decision.End);
        Assert.Equal((Verdict.Lost, "RUN-OUT-OF-BALANCE"), (end.Verdict, end.Reason.Id));
        Assert.IsType<Entry.Proved>(Assert.Single(decision.Entries).Entry);
    }

    [Fact]
    public void Doubled_StopsBeforeRemoving()
    {
        var story = Even.Answers(AskKind.HostsAttestation).After(TimeSpan.FromDays(2)).Reads(Side.Target, Some.Old, Some.Created, Some.Pack(15, 120));

        Assert.Equal(Verdict.Doubled, Assert.IsType<MigrationEnd.Owing>(Next(story).End).Verdict);
    }

    [Fact]
    public void Resumed_ReadsBothAgainFirst()
    {
        var story = Lost.Resumes();

        Assert.Equal([Side.Target, Side.Source], Next(story).Runs.Select(static r => r.Side));
        Assert.Equal(Do.End, Next(story.Reads(Side.Target, Some.Old, Some.Created).Reads(Side.Source, Some.Moving)).Do);
        Assert.Equal(AskKind.HostsAttestation, Next(story.Reads(Side.Source, Some.Moving, Some.Staying)).Ask);
    }

    [Fact]
    public void InBalance_AsksAndThenRemoves()
    {
        Assert.Equal(AskKind.HostsAttestation, Next(Even).Ask);
        Assert.Equal(Script.Remove, Assert.Single(Next(ReadAfterSoak(Some.Created)).Runs).Script);
    }

    [Fact]
    public void AfterTheSoak_BothAreReadAgainFirst()
    {
        var soaked = Soaked;

        Assert.Equal([(Script.Inspect, Side.Target), (Script.Inspect, Side.Source)], Next(soaked).Runs.Select(static r => (r.Script, r.Side)));
        var removal = new PlannedRun(Script.Remove, Side.Source, [new RunLine(1, new("op-1"), null, false)]);
        var run = soaked.Named(removal);
        Assert.Contains("soak", Gate.Forbids(soaked.Told, soaked.Told.Runs[run], soaked.Now)!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void ResumedLongAfterBothWereRead_ReadsBothAgainBeforeRemoving()
    {
        var resumed = ReadAfterSoak(Some.Created).StopsWith(null).After(TimeSpan.FromDays(21)).Resumes();

        Assert.Equal([(Script.Inspect, Side.Target), (Script.Inspect, Side.Source)], Next(resumed).Runs.Select(static r => (r.Script, r.Side)));
        var run = resumed.Named(new PlannedRun(Script.Remove, Side.Source, [new RunLine(1, new("op-1"), null, false)]));
        Assert.Contains("not read in this attempt", Gate.Forbids(resumed.Told, resumed.Told.Runs[run], resumed.Now)!.Sentence, StringComparison.Ordinal);
        // Somebody has put the target back to a day before the import.
        var lost = resumed.Reads(Side.Target, Some.Old).Reads(Side.Source, Some.Moving, Some.Staying);
        Assert.Equal(Verdict.Lost, Assert.IsType<MigrationEnd.Owing>(Next(lost).End).Verdict);
    }

    [Fact]
    public void RowThatIsGoneAfterTheSoak_StopsBeforeRemoving() =>
        Assert.Equal(Verdict.Lost, Assert.IsType<MigrationEnd.Owing>(Next(ReadAfterSoak()).End).Verdict);

    [Fact]
    public void ResumedAfterARemovalThatWasNotReadBack_ReadsFirst()
    {
        var story = Even.Removes(1, Some.Moving.RowId).Reads(Side.Source, Some.Staying).StopsWith(null).Resumes();

        Assert.Equal([(Script.Inspect, Side.Target)], Next(story).Runs.Select(static r => (r.Script, r.Side)));
        Assert.Equal(Do.GoOn, Next(story.Reads(Side.Target, Some.Old, Some.Created)).Do);
    }

    [Fact]
    public void PackThatMustStay_MissedByTheRemoval_IsAFinding()
    {
        var story = Even.Removes(1, Some.Moving.RowId, "Present", Some.Staying.Fingerprint)
            .Reads(Side.Target, Some.Old, Some.Created).Reads(Side.Source, Some.Moving, Some.Staying);

        Assert.Equal("PK-MUST-STAY-MISSING", Assert.IsType<MigrationEnd.Owing>(Next(story).End).Reason.Id);
    }

    private static Story Soaked => Even.Answers(AskKind.HostsAttestation).After(TimeSpan.FromDays(2));

    private static Story ReadAfterSoak(params LicenseKeyPack[] created) =>
        Soaked.Reads(Side.Target, [Some.Old, .. created]).Reads(Side.Source, Some.Moving, Some.Staying);

    private static Decision Next(Story story) => CleanSourceStep.Next(story.Told, story.Attempt, story.Now);
}
