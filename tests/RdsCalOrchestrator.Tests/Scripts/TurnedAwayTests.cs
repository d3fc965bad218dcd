using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.RunCommand;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>A sending that Azure has certainly not taken never makes anybody wait for an answer that cannot come.</summary>
public sealed class TurnedAwayTests : IDisposable
{
    private static readonly ChannelReply TurnedAway = new ChannelReply.Throttled(TimeSpan.FromMinutes(20), IsTurnedAway: true);

    private readonly RunBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task StartScript_TurnedAway_IsSentAgainWhenAzureSaidWithoutALook()
    {
        var run = await _bench.NameAllowedActivationAsync();
        _bench.Azure.StartReply = TurnedAway;

        var away = await _bench.Start.RunAsync(run, Cancellation);

        Assert.Equal((false, false), (away.IsAccepted, away.HasEnded));
        Assert.Equal(_bench.Time.GetUtcNow().UtcDateTime.AddMinutes(20), away.LookAgainAt);
        _bench.Azure.StartReply = null;
        _bench.Azure.Look = ToldChannel.Outage;
        Assert.True((await _bench.Start.RunAsync(run, Cancellation)).IsAccepted);
        Assert.Equal(1, _bench.Azure.Started);
    }

    [Fact]
    public async Task StartScript_TurnedAwayForLongerThanASentOneIsSentAgain_IsStillSent()
    {
        var run = await _bench.NameAllowedActivationAsync();
        _bench.Azure.StartReply = TurnedAway;
        await RunTwiceAsync(run);
        _bench.Time.Advance(_bench.Times.Patience);
        await RunTwiceAsync(run);
        _bench.Azure.StartReply = null;

        await _bench.Start.RunAsync(run, Cancellation);

        Assert.Equal(1, _bench.Azure.Started);
    }

    [Fact]
    public async Task StartScript_TurnedAwayAndThenRefused_SaysSoAtOnce()
    {
        var run = await _bench.NameAllowedActivationAsync();
        _bench.Azure.StartReply = TurnedAway;
        await _bench.Start.RunAsync(run, Cancellation);
        _bench.Azure.StartReply = ToldChannel.Refusal;

        await RunTwiceAsync(run);

        Assert.Equal("AZ-NO-ACCESS", Assert.IsType<ScriptOutcome.NotStarted>((await _bench.RecordAsync(run)).Outcome).Finding.Id);
    }

    [Fact]
    public async Task StartScript_TurnedAwayAndThenTheServerIsStopped_SaysSoAtOnce()
    {
        var run = await _bench.NameAllowedActivationAsync();
        _bench.Azure.StartReply = TurnedAway;
        await _bench.Start.RunAsync(run, Cancellation);
        _bench.Azure.Server = ToldChannel.Stopped;

        await RunTwiceAsync(run);

        Assert.IsType<ScriptOutcome.NotStarted>((await _bench.RecordAsync(run)).Outcome);
    }

    [Fact]
    public async Task StartScript_TurnedAwayForEver_EndsWithThePatience()
    {
        var run = await _bench.NameAllowedActivationAsync();
        _bench.Azure.StartReply = TurnedAway;
        await _bench.Start.RunAsync(run, Cancellation);
        _bench.Time.Advance(_bench.Times.ThrottledPatience);

        await RunTwiceAsync(run);

        Assert.Equal("AZ-NOT-ANSWERING", Assert.IsType<ScriptOutcome.NotStarted>((await _bench.RecordAsync(run)).Outcome).Finding.Id);
    }

    // The other way round, one sending is left of which nobody knows.
    [Fact]
    public async Task StartScript_BrokenOffAndThenTurnedAway_StaysOpen()
    {
        var run = await _bench.NameAllowedActivationAsync();
        _bench.Azure.StartReply = ToldChannel.Outage;
        await _bench.Start.RunAsync(run, Cancellation);
        _bench.Time.Advance(_bench.Times.Busy);
        _bench.Azure.StartReply = TurnedAway;
        await _bench.Start.RunAsync(run, Cancellation);
        _bench.Azure.Server = ToldChannel.Stopped;

        await RunTwiceAsync(run);

        var record = await _bench.RecordAsync(run);
        Assert.Equal((2, 1, true), (record.Sendings, record.TurnedAway, record.MayHaveRun));
        Assert.Null(record.Outcome);
    }

    [Fact]
    public async Task TakeServer_LeftByARunThatWasOnlyTurnedAway_IsTakenAtOnce()
    {
        var run = await _bench.NameAllowedActivationAsync();
        _bench.Azure.StartReply = TurnedAway;
        await _bench.Start.RunAsync(run, Cancellation);
        var fault = new MigrationEnd.Faulted("RunScript", "lost");
        await _bench.WriteAsync(new Entry.Ended(1, fault), new Entry.AttemptRequested(2), new Entry.AttemptBegun(2));

        var next = await _bench.NameAsync(Script.Activate, Side.Target, attempt: 2, number: 2);

        Assert.True(await _bench.Claims.TakeServerAsync(next, Cancellation));

        Assert.IsType<ScriptOutcome.NotStarted>((await _bench.RecordAsync(run)).Outcome);
    }

    private async Task RunTwiceAsync(Run run)
    {
        await _bench.Start.RunAsync(run, Cancellation);
        await _bench.Start.RunAsync(run, Cancellation);
    }
}
