using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.RunCommand;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>What was sent once is never said to have done nothing, and its name is never used for a second command.</summary>
public sealed class SentRunTests : IDisposable
{
    private readonly RunBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task StartScript_NotReadyForAHostThatReadBeforeAnotherSent_LeavesTheRunOpen()
    {
        var run = await _bench.NameAllowedActivationAsync();
        _bench.Azure.Server = ToldChannel.Stopped;
        _bench.Azure.Meanwhile = () => OnTheOtherHostAsync(run, new ServerReply.Ready("westeurope"));

        var late = await _bench.Start.RunAsync(run, Cancellation);

        Assert.Equal((false, 1), (late.HasEnded, _bench.Azure.Started));
        Assert.Null((await _bench.RecordAsync(run)).Outcome);
    }

    [Fact]
    public async Task StartScript_OnTwoHostsAtOnce_IsSentByOne()
    {
        var run = await _bench.NameAllowedActivationAsync();
        _bench.Azure.Meanwhile = () => OnTheOtherHostAsync(run, _bench.Azure.Server);

        var late = await _bench.Start.RunAsync(run, Cancellation);

        Assert.Equal((false, 1), (late.HasEnded, _bench.Azure.Started));
        Assert.Equal(1, (await _bench.RecordAsync(run)).Sendings);
    }

    [Fact]
    public async Task StartScript_RefusedWhileAnotherHostSentItAgain_LeavesTheRunOpen()
    {
        var run = await _bench.NameAllowedActivationAsync();
        _bench.Azure.StartReply = ToldChannel.Refusal;
        _bench.Azure.WhileSending = async () =>
        {
            _bench.Time.Advance(_bench.Times.Busy);
            _bench.Azure.StartReply = null;
            await _bench.Start.RunAsync(run, Cancellation);
        };

        var refused = await _bench.Start.RunAsync(run, Cancellation);

        Assert.Equal((false, 1), (refused.HasEnded, _bench.Azure.Started));
        Assert.Null((await _bench.RecordAsync(run)).Outcome);
    }

    [Fact]
    public Task StartScript_SentThenAbsentThenGateClosed_HasNoAnswerAfterItsPatience() =>
        AssertNoAnswerInTheEndAsync(() => _bench.WriteAsync(new Entry.CancelRequested(null)));

    [Fact]
    public Task StartScript_SentThenAbsentThenServerStopped_HasNoAnswerAfterItsPatience() => AssertNoAnswerInTheEndAsync(() =>
    {
        _bench.Azure.Server = ToldChannel.Stopped;
        return Task.CompletedTask;
    });

    [Fact]
    public Task StartScript_SentThenAbsentThenRefused_HasNoAnswerAfterItsPatience() => AssertNoAnswerInTheEndAsync(() =>
    {
        _bench.Azure.StartReply = ToldChannel.Refusal;
        return Task.CompletedTask;
    });

    [Fact]
    public async Task StartScript_CommandDeletedBySomebodyAfterAzureTookIt_IsNeverSentAgain()
    {
        var run = await _bench.NameAllowedActivationAsync();
        await _bench.Start.RunAsync(run, Cancellation);
        _bench.Azure.Look = new ChannelReply.Absent();
        _bench.Time.Advance(_bench.Times.Busy);

        // A lost engine begins from the start.
        var first = await _bench.Start.RunAsync(run, Cancellation);
        var second = await _bench.Start.RunAsync(run, Cancellation);

        Assert.Equal((true, true, 1), (first.IsAccepted, second.IsAccepted, _bench.Azure.Started));
        await AssertNoAnswerAsync(run);
    }

    [Fact]
    public async Task StartScript_BrokenOffAndAbsentBeyondThePatience_IsNotSentAgain()
    {
        var run = await _bench.NameAllowedActivationAsync();
        _bench.Azure.StartReply = ToldChannel.Outage;
        await _bench.Start.RunAsync(run, Cancellation);
        _bench.Azure.StartReply = null;
        _bench.Time.Advance(_bench.Times.Patience);

        await _bench.Start.RunAsync(run, Cancellation);

        Assert.Equal(0, _bench.Azure.Started);
        await AssertNoAnswerAsync(run);
    }

    private async Task AssertNoAnswerInTheEndAsync(Func<Task> then)
    {
        var run = await _bench.NameAllowedActivationAsync();
        _bench.Azure.StartReply = ToldChannel.Outage;
        await _bench.Start.RunAsync(run, Cancellation);
        _bench.Azure.StartReply = null;
        _bench.Time.Advance(_bench.Times.Busy);
        await then();

        var first = await _bench.Start.RunAsync(run, Cancellation);
        var second = await _bench.Start.RunAsync(run, Cancellation);

        Assert.Equal((false, false, 0), (first.HasEnded, second.HasEnded, _bench.Azure.Started));
        Assert.Null((await _bench.RecordAsync(run)).Outcome);
        await AssertNoAnswerAsync(run);
    }

    private async Task AssertNoAnswerAsync(Run run)
    {
        _bench.Time.Advance(TimeSpan.FromMinutes(10) + _bench.Times.Patience);
        var last = await _bench.Start.RunAsync(run, Cancellation);

        Assert.True(last.HasEnded);
        Assert.IsType<ScriptOutcome.NoAnswer>((await _bench.RecordAsync(run)).Outcome);
    }

    private async Task OnTheOtherHostAsync(Run run, ServerReply server)
    {
        _bench.Azure.Server = server;
        Assert.True((await _bench.Start.RunAsync(run, Cancellation)).IsAccepted);
    }
}
