using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Fleet;
using RdsCalOrchestrator.RunCommand;
using RdsCalOrchestrator.Tests.Scripts;
using Xunit;

namespace RdsCalOrchestrator.Tests.Fleet;

/// <summary>A run that the budget makes wait was not sent; one that was sent asks no more.</summary>
public sealed class BudgetedRunTests : IDisposable
{
    private readonly RunBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task StartScript_NoTurnYet_IsNotASendingAndComesAgainThen()
    {
        var first = await _bench.NameAsync(Script.Inspect, Side.Target);
        var second = await _bench.NameAsync(Script.Inspect, Side.Target, attempt: 1, number: 2);
        OneSendingAMinute();
        await _bench.Start.RunAsync(first, Cancellation);

        var (early, again) = (await _bench.Start.RunAsync(second, Cancellation), await _bench.Start.RunAsync(second, Cancellation));

        Assert.Equal((false, false), (early.IsAccepted, early.HasEnded));
        Assert.Equal(_bench.Time.GetUtcNow().UtcDateTime.AddMinutes(1), early.LookAgainAt);
        Assert.Equal(early, again);
        Assert.Equal((0, null), await SendingsAsync(second));

        _bench.Time.SetUtcNow(early.LookAgainAt!.Value);
        Assert.False((await _bench.Start.RunAsync(second, Cancellation)).HasEnded);
        Assert.Equal((1, null), await SendingsAsync(second));
    }

    [Fact]
    public async Task StartScript_NoTurnForAsLongAsItMayWait_IsNotStarted()
    {
        var run = await _bench.NameAsync(Script.Inspect, Side.Target);
        _bench.Limits.RunsAtOnce = 1;
        await _bench.Start.RunAsync(await _bench.NameAsync(Script.Inspect, Side.Target, attempt: 1, number: 2), Cancellation);

        var early = await _bench.Start.RunAsync(run, Cancellation);
        _bench.Limits.RunsAtOnce = 0;
        _bench.Time.Advance(_bench.Times.ThrottledPatience);
        await _bench.Start.RunAsync(run, Cancellation);
        await _bench.Start.RunAsync(run, Cancellation);

        Assert.False(early.HasEnded);
        Assert.Equal("RUN-NO-TURN", Assert.IsType<ScriptOutcome.NotStarted>((await _bench.RecordAsync(run)).Outcome).Finding.Id);
    }

    [Fact]
    public async Task StartScript_SendingBrokeOffAndAllIsSpent_IsNotSentAgainYet()
    {
        var run = await _bench.NameAllowedActivationAsync();
        OneSendingAMinute();
        _bench.Azure.StartReply = ToldChannel.Outage;
        await _bench.Start.RunAsync(run, Cancellation);
        _bench.Azure.StartReply = null;
        _bench.Time.Advance(_bench.Times.Busy);

        var again = await _bench.Start.RunAsync(run, Cancellation);

        Assert.Equal((false, false, 0), (again.IsAccepted, again.HasEnded, _bench.Azure.Started));
        Assert.Equal((1, null), await SendingsAsync(run));
    }

    [Fact]
    public async Task DeleteRunCommand_RunHasEnded_LetsAnotherOne()
    {
        _bench.Limits.RunsAtOnce = 1;
        var first = await _bench.NameAsync(Script.Inspect, Side.Target);
        var second = await _bench.NameAsync(Script.Inspect, Side.Target, attempt: 1, number: 2);
        await _bench.Start.RunAsync(first, Cancellation);
        Assert.Equal(_bench.Time.GetUtcNow().UtcDateTime + _bench.Times.Busy, (await _bench.Start.RunAsync(second, Cancellation)).LookAgainAt);

        await _bench.Delete.RunAsync(first, Cancellation);
        await _bench.Delete.RunAsync(first, Cancellation);
        _bench.Time.Advance(_bench.Times.Busy);
        await _bench.Start.RunAsync(second, Cancellation);

        Assert.Equal((1, null), await SendingsAsync(second));
    }

    [Fact]
    public async Task StartScript_AutomaticActivationWhileTheClearinghouseIsAskedEnough_Waits()
    {
        var run = await _bench.NameAllowedActivationAsync();
        _bench.Limits.ClearinghouseRunsAtOnce = 0;

        Assert.False((await _bench.Start.RunAsync(run, Cancellation)).IsAccepted);
        Assert.Equal((0, null), await SendingsAsync(run));

        _bench.Limits.ClearinghouseRunsAtOnce = 1;
        _bench.Time.Advance(_bench.Times.Busy);
        Assert.True((await _bench.Start.RunAsync(run, Cancellation)).IsAccepted);
    }

    [Fact]
    public async Task Channel_NoCallLeft_IsThrottledAsAzureWouldAndAzureIsNotAsked()
    {
        _bench.Limits.Share = 1;
        _bench.Limits.Reads = new CallRate { Burst = 1, PerMinute = 1 };
        _bench.Limits.Deletes = new CallRate { Burst = 1, PerMinute = 1 };
        var channel = new BudgetedChannel(_bench.Azure, _bench.Budget);
        var server = SomeFleet.Server(1);
        await channel.ReadAsync(server, "rc-1", Cancellation);
        await channel.DeleteAsync(server, "rc-1", Cancellation);

        var minute = new ChannelReply.Throttled(TimeSpan.FromMinutes(1));
        Assert.Equal(minute, await channel.ReadAsync(server, "rc-2", Cancellation));
        Assert.Equal(minute, await channel.DeleteAsync(server, "rc-2", Cancellation));
        Assert.Equal(1, _bench.Azure.Deleted);
        // Another subscription has limits of its own.
        Assert.IsType<ChannelReply.Absent>(await channel.ReadAsync(SomeFleet.Server(1, subscription: 2), "rc-1", Cancellation));
    }

    // A sending is two changes.
    private void OneSendingAMinute()
    {
        _bench.Limits.Share = 1;
        _bench.Limits.RegionChanges = new CallRate { Burst = 2, PerMinute = 2 };
    }

    private async Task<(int Sendings, ScriptOutcome? Outcome)> SendingsAsync(Run run) =>
        await _bench.RecordAsync(run) is var record ? (record.Sendings, record.Outcome) : default;
}
