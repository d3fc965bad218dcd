using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.RunCommand;
using RdsCalOrchestrator.Simulator.LicenseServers;
using RdsCalOrchestrator.Tests.Migrations;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>
/// The step decides from its journal, the script acts on what the journal told it, the answer is judged: here with a machine that is put back
/// between its import and the answer.
/// </summary>
public sealed class RestoredMachineTests : IDisposable
{
    private readonly ScriptBench _bench = new();
    private readonly Story _story = new();

    public RestoredMachineTests()
    {
        _bench.World.Clearinghouse = static _ => Imports.Sells();
        Add(Servers.Pack(9, 4, 1, 120));
        _story.Reads(Side.Target, [.. _bench.Target.Packs.Select(Read)]).Reads(Side.Source, Some.Moving).Plans([], Some.Line(1, Some.Moving));
    }

    public void Dispose() => _bench.Dispose();

    private LineProgress Line => Assert.Single(_story.Told.Lines);

    [Fact]
    public async Task Line_OfARestoredMachine_IsParkedWithItsFindingAndNotSentAgain()
    {
        await ImportAndRestoreAsync();

        Assert.Equal("NoReceipt", (await SendAsync()).LineState());
        Judge();

        Assert.Equal((LineResult.Parked, "RUN-NO-RECEIPT"), (Line.Result, Line.Finding!.Id));
        var decision = RunMigrationStep.Next(_story.Told, _story.Attempt, _story.Now);
        Assert.Contains("neither a receipt", Assert.IsType<MigrationEnd.Owing>(decision.End).Reason.Sentence, StringComparison.Ordinal);
        Assert.Single(_bench.World.Asked);
    }

    [Fact]
    public async Task Line_OfARestoredMachine_IsImportedAtAnOperatorsWord()
    {
        await ImportAndRestoreAsync();
        await SendAsync();
        Judge();
        _story.IsSwitched(1);

        Assert.Equal("Imported", (await SendAsync()).LineState());
        Judge();

        Assert.True(Line.IsImported);
        Assert.Equal(2, _bench.World.Asked.Count);
    }

    [Fact]
    public async Task Line_WhosePackAnOperatorReinstalled_IsFoundAtTheirWordAndNotCalled()
    {
        await ImportAndRestoreAsync();
        await SendAsync();
        Judge();
        Add(Servers.Pack(33, 4, 1, 120));
        _story.IsSwitched(1);

        Assert.Equal("AlreadyImported", (await SendAsync()).LineState());
        Judge();

        Assert.Equal([33], Line.Rows.Select(static r => r.RowId));
        Assert.Single(_bench.World.Asked);
    }

    [Fact]
    public async Task Line_WhoseWordWasGivenForARunThatDidNotAnswer_NeedsAnotherWord()
    {
        await ImportAndRestoreAsync();
        await SendAsync();
        Judge();
        _story.IsSwitched(1);
        var restore = _bench.Keep(_bench.Target);
        await SendAsync(isAnswered: false);
        restore();

        Assert.Equal("NoReceipt", (await SendAsync()).LineState());
        Assert.Equal(2, _bench.World.Asked.Count);
    }

    [Fact]
    public async Task Line_WhoseRowIsGoneButNotItsReceipt_IsParkedAndNotSentAgain()
    {
        var packs = _bench.Target.Packs;
        await SendAsync(isAnswered: false);
        _bench.Target.Packs = packs;

        Assert.Equal("Unknown", (await SendAsync()).LineState());
        Judge();

        Assert.True(Line.IsParked);
        Assert.Equal(Do.End, RunMigrationStep.Next(_story.Told, _story.Attempt, _story.Now).Do);
        Assert.Single(_bench.World.Asked);
    }

    [Fact]
    public async Task Line_WhoseCommandFailedBeforeItBegan_IsCalledByTheNext()
    {
        _bench.Target.Service = "Stopped";
        Assert.Equal("Failed", (await SendAsync()).Outcome);
        _bench.Target.Service = "Running";

        Assert.Equal("Imported", (await SendAsync()).LineState());
    }

    private async Task ImportAndRestoreAsync()
    {
        var restore = _bench.Keep(_bench.Target);
        Assert.Equal("Imported", (await SendAsync(isAnswered: false)).LineState());
        restore();
    }

    // What the step decides, named and sent as the app does; the answer goes into the journal, or is lost.
    private async Task<ScriptAnswer> SendAsync(bool isAnswered = true)
    {
        var decision = RunMigrationStep.Next(_story.Told, _story.Attempt, _story.Now);
        _story.Writes(decision.Entries).Sends(Assert.Single(decision.Runs));
        var request = RequestEncoding.ToBase64(_story.Told.Runs[_story.LastRun].Named.Request);
        var answer = await _bench.RunRequestAsync(Script.Import, _bench.Target, request, Imports.Secrets);
        if (!isAnswered)
            _story.GetsNoAnswer();
        else
            _story.Ends(new ScriptOutcome.Answered(
                Enum.Parse<FrameOutcome>(answer.Outcome), answer.Server, answer.Result, answer.Frame.GetProperty("problems")));
        return answer;
    }

    private void Judge() => _story.Writes(RunMigrationStep.Next(_story.Told, _story.Attempt, _story.Now).Entries);

    private void Add(SimulatedPack pack) => _bench.Target.Packs = [.. _bench.Target.Packs, pack];

    private static LicenseKeyPack Read(SimulatedPack p) => new(
        p.RowId, p.KeyPackType, p.ProductType, p.VersionId, p.Total == uint.MaxValue ? -1 : p.Total, p.Issued, p.Expires, p.Description);
}
