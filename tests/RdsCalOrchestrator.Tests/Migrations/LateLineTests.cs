using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Domain.Packs;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations;

/// <summary>A parked line that an operator lets go on while the attempt is at the clean-up of the others.</summary>
public sealed class LateLineTests
{
    private static readonly LicenseKeyPack Second = Some.Pack(15, 33);

    [Fact]
    public void LineThatGoesOnDuringTheCleanUp_IsImportedAndVerifiedFirst()
    {
        var story = Parked.Answers(AskKind.HostsAttestation).After(TimeSpan.FromDays(2)).IsSwitched(2);
        var import = Assert.Single(Next(story).Runs);
        Assert.Equal((Script.Import, 2), (import.Script, Assert.Single(import.Lines).Line));

        story.Imports(2, LineResult.Imported, [Second]);
        Assert.Equal([(Script.Inspect, Side.Target), (Script.Inspect, Side.Source)], Next(story).Runs.Select(static r => (r.Script, r.Side)));

        story.Reads(Side.Target, Some.Old, Some.Created, Second).Reads(Side.Source, Some.Moving, Some.Staying);
        var removal = Assert.Single(Next(story).Runs);
        Assert.Equal(Script.Remove, removal.Script);
        Assert.Equal([1, 2], removal.Lines.Select(static l => l.Line));
    }

    [Fact]
    public void LineThatStaysParked_HoldsUpNoCleanUp() => Assert.Equal(AskKind.HostsAttestation, Next(Parked).Ask);

    private static Story Parked => new Story().Reads(Side.Target, Some.Old).Reads(Side.Source, Some.Moving, Some.Staying)
        .Plans([], Some.Line(1, Some.Moving), Some.Line(2, Some.Staying))
        .Imports(1, LineResult.Imported, [Some.Created]).Imports(2, LineResult.Parked, [])
        .Reads(Side.Target, Some.Old, Some.Created).Reads(Side.Source, Some.Moving, Some.Staying);

    private static Decision Next(Story story) => CleanSourceStep.Next(story.Told, story.Attempt, story.Now);
}
