using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Scripts;
using RdsCalOrchestrator.RunCommand;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>The gate at the effect: whatever the flow believes, nothing is sent that the journal does not allow.</summary>
public sealed class StartScriptTests : IDisposable
{
    private readonly RunBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(Script.Remove, Side.Source)]
    [InlineData(Script.Import, Side.Target)]
    [InlineData(Script.Activate, Side.Target)]
    public async Task StartScript_WithoutPlanAndConsent_SendsNothingAndSaysWhy(Script script, Side side)
    {
        var run = await _bench.NameAsync(script, side);

        var first = await _bench.Start.RunAsync(run, Cancellation);
        var second = await _bench.Start.RunAsync(run, Cancellation);

        Assert.Equal((true, true), (first.HasEnded, second.HasEnded));
        Assert.Equal(0, _bench.Azure.Started);
        var migration = await _bench.Journal.ReadAsync(run.Attempt.Customer, run.Attempt.Migration, Cancellation);
        var outcome = Assert.IsType<ScriptOutcome.NotStarted>(migration.Runs[run.Name].Outcome);
        Assert.Equal("RUN-NOT-ALLOWED", outcome.Finding.Id);
        Assert.False(migration.Owes);
    }

    [Fact]
    public async Task StartScript_InspectRunTwice_IsSentOnce()
    {
        var run = await _bench.NameAsync(Script.Inspect, Side.Target);

        var first = await _bench.Start.RunAsync(run, Cancellation);
        var second = await _bench.Start.RunAsync(run, Cancellation);

        Assert.Equal((true, true), (first.IsAccepted, second.IsAccepted));
        Assert.Equal(1, _bench.Azure.Started);
    }

    [Fact]
    public async Task StartScript_ThrottledAtTheSending_IsSentAgainAndNotWaitedFor()
    {
        var run = await _bench.NameAsync(Script.Inspect, Side.Target);

        var throttled = await BreakOffAsync(run);
        var sent = await _bench.Start.RunAsync(run, Cancellation);

        Assert.Equal((false, false), (throttled.IsAccepted, throttled.HasEnded));
        Assert.Equal((true, 1), (sent.IsAccepted, _bench.Azure.Started));
    }

    [Fact]
    public Task StartScript_ThrottledAtTheSendingAndAtTheLookAfterIt_IsSentAgainAndNotWaitedFor() =>
        AssertSentAgainAfterAsync(ToldChannel.Outage);

    [Fact]
    public Task StartScript_ThrottledAtTheSendingAndRefusedAtTheLookAfterIt_IsSentAgainAndNotWaitedFor() =>
        AssertSentAgainAfterAsync(ToldChannel.Refusal);

    [Fact]
    public async Task StartScript_RightAfterASendingThatBrokeOff_WaitsUntilItsSenderMustKnow()
    {
        var run = await _bench.NameAsync(Script.Inspect, Side.Target);
        _bench.Azure.StartReply = ToldChannel.Outage;
        await _bench.Start.RunAsync(run, Cancellation);
        _bench.Azure.StartReply = null;
        _bench.Time.Advance(TimeSpan.FromSeconds(10));

        var early = await _bench.Start.RunAsync(run, Cancellation);

        Assert.Equal((false, false, 0), (early.IsAccepted, early.HasEnded, _bench.Azure.Started));
        Assert.Equal(_bench.Time.GetUtcNow().UtcDateTime.AddSeconds(20), early.LookAgainAt);
    }

    [Fact]
    public async Task StartScript_RefusedAtItsOnlySending_IsNotStarted()
    {
        var run = await _bench.NameAsync(Script.Inspect, Side.Target);
        _bench.Azure.StartReply = ToldChannel.Refusal;

        await _bench.Start.RunAsync(run, Cancellation);
        await _bench.Start.RunAsync(run, Cancellation);

        Assert.IsType<ScriptOutcome.NotStarted>((await _bench.RecordAsync(run)).Outcome);
    }

    [Fact]
    public async Task StartScript_AzureSilentBeforeItWasSent_IsNotStartedAfterItsPatience()
    {
        var run = await _bench.NameAsync(Script.Inspect, Side.Target);
        _bench.Azure.Server = new ServerReply.Throttled(TimeSpan.FromMinutes(20));

        var first = await _bench.Start.RunAsync(run, Cancellation);
        _bench.Time.Advance(_bench.Times.ThrottledPatience);
        await _bench.Start.RunAsync(run, Cancellation);
        await _bench.Start.RunAsync(run, Cancellation);

        Assert.False(first.HasEnded);
        var outcome = Assert.IsType<ScriptOutcome.NotStarted>((await _bench.RecordAsync(run)).Outcome);
        Assert.Equal("AZ-NOT-ANSWERING", outcome.Finding.Id);
    }

    // Nobody knows then whether Azure has taken it. Only one that is there may be waited for.
    private async Task AssertSentAgainAfterAsync(ChannelReply look)
    {
        var run = await _bench.NameAsync(Script.Inspect, Side.Target);
        await BreakOffAsync(run);
        _bench.Azure.Look = look;

        var blind = await _bench.Start.RunAsync(run, Cancellation);
        _bench.Azure.Look = null;
        var sent = await _bench.Start.RunAsync(run, Cancellation);

        Assert.Equal((false, false), (blind.IsAccepted, blind.HasEnded));
        Assert.Equal((true, 1), (sent.IsAccepted, _bench.Azure.Started));
    }

    private async Task<Sighting> BreakOffAsync(Run run)
    {
        _bench.Azure.StartReply = ToldChannel.Outage;
        var seen = await _bench.Start.RunAsync(run, Cancellation);
        _bench.Azure.StartReply = null;
        _bench.Time.Advance(_bench.Times.Busy);
        return seen;
    }
}
