using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.RunCommand;
using Xunit;

namespace RdsCalOrchestrator.Tests.Sweeping;

/// <summary>A server has 25 places for commands: where all are taken, what we left there ourselves makes room.</summary>
public sealed class FullServerTests : IDisposable
{
    private static readonly ChannelReply Full = new ChannelReply.Refused(Catalogue.PlacesTaken("new", 25, 3));

    private readonly SweepBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task StartScript_FirstOfItsServerAndAllPlacesAreOthers_IsNotStartedAndNothingWasSent()
    {
        var run = await _bench.Runs.NameAllowedActivationAsync();
        FillUp();

        await RunTwiceAsync(run);

        var outcome = Assert.IsType<ScriptOutcome.NotStarted>((await _bench.Runs.RecordAsync(run)).Outcome);
        Assert.Equal(("AZ-SLOTS-FULL", "All 25 run command places of new are taken, 25 not by us."), (outcome.Finding.Id, outcome.Finding.Sentence));
        Assert.Null((await _bench.Runs.RecordAsync(run)).StartedAt);
    }

    [Fact]
    public async Task StartScript_FirstOfItsServerAndOneOfOursIsLeft_DeletesItAndIsSent()
    {
        var old = await _bench.LeaveAsync(SweepBench.Answered());
        var run = await NextAttemptAsync();
        FillUp();

        await _bench.Runs.Start.RunAsync(run, Cancellation);

        Assert.Equal([old.Name], _bench.Azure.Deletions);
        Assert.Equal(1, _bench.Azure.Started);
    }

    [Fact]
    public async Task StartScript_PlacesAreNotCountedAgain_ForLaterRuns()
    {
        await _bench.LeaveAsync(SweepBench.Answered());
        var run = await _bench.Runs.NameAsync(Script.Activate, Side.Target, attempt: 1, number: 2);

        await _bench.Runs.Start.RunAsync(run, Cancellation);

        Assert.Equal((0, 1), (_bench.Azure.Lists, _bench.Azure.Started));
    }

    [Fact]
    public async Task StartScript_RefusedForNoPlace_SweepsAndIsSentOnceMore()
    {
        var old = await _bench.LeaveAsync(SweepBench.Answered());
        var run = await _bench.Runs.NameAsync(Script.Activate, Side.Target, attempt: 1, number: 2);
        _bench.Azure.StartReply = Full;

        var refused = await _bench.Runs.Start.RunAsync(run, Cancellation);
        _bench.Azure.StartReply = null;
        var sent = await _bench.Runs.Start.RunAsync(run, Cancellation);

        Assert.Equal((false, false), (refused.IsAccepted, refused.HasEnded));
        Assert.Equal(_bench.Runs.Time.GetUtcNow().UtcDateTime.AddMinutes(2), refused.LookAgainAt);
        Assert.Equal([old.Name], _bench.Azure.Deletions);
        Assert.True(sent.IsAccepted);
    }

    [Fact]
    public async Task StartScript_RefusedForNoPlaceTwice_IsNotStarted()
    {
        await _bench.LeaveAsync(SweepBench.Answered());
        var run = await _bench.Runs.NameAsync(Script.Activate, Side.Target, attempt: 1, number: 2);
        _bench.Azure.StartReply = Full;
        // Accepted, and not gone for long.
        _bench.Azure.DeleteReply = new ChannelReply.Absent();

        await RunTwiceAsync(run);
        await RunTwiceAsync(run);

        Assert.Equal("AZ-SLOTS-FULL", Assert.IsType<ScriptOutcome.NotStarted>((await _bench.Runs.RecordAsync(run)).Outcome).Finding.Id);
        Assert.Equal(1, _bench.Azure.Deleted);
        Assert.Equal(2, (await _bench.Runs.RecordAsync(run)).Sendings);
    }

    [Fact]
    public async Task StartScript_RefusedForNoPlaceAndNothingOfOursIsLeft_IsNotStartedAtOnce()
    {
        var run = await _bench.Runs.NameAllowedActivationAsync();
        _bench.Azure.StartReply = Full;

        await _bench.Runs.Start.RunAsync(run, Cancellation);

        Assert.IsType<ScriptOutcome.NotStarted>((await _bench.Runs.RecordAsync(run)).Outcome);
    }

    private void FillUp()
    {
        for (var i = _bench.Azure.Commands.Count; i < 25; i++)
            _bench.Azure.Commands.Add(SweepBench.Listed($"backup-{i}", migration: null));
    }

    private async Task<Run> NextAttemptAsync()
    {
        var fault = new MigrationEnd.Faulted("RunScript", "lost");
        await _bench.Runs.WriteAsync(new Entry.Ended(1, fault), new Entry.AttemptRequested(2), new Entry.AttemptBegun(2));
        return await _bench.Runs.NameAsync(Script.Activate, Side.Target, attempt: 2, number: 2);
    }

    private async Task RunTwiceAsync(Run run)
    {
        await _bench.Runs.Start.RunAsync(run, Cancellation);
        await _bench.Runs.Start.RunAsync(run, Cancellation);
    }
}
