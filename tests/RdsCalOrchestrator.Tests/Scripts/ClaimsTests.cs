using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Migrations;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>Who may change a server when an attempt broke off in the middle: nobody, until its script can no longer be running.</summary>
public sealed class ClaimsTests : IDisposable
{
    private readonly RunBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task TakeServer_SentByAnEarlierAttempt_IsRefusedUntilNothingCanBeRunning()
    {
        var left = await _bench.NameAllowedActivationAsync();
        await _bench.Start.RunAsync(left, Cancellation);
        var next = await BeginSecondAttemptAsync();

        Assert.Equal((false, false), await TwiceAsync(next));
        Assert.False((await _bench.Start.RunAsync(next, Cancellation)).IsAccepted);
        _bench.Time.Advance(TimeSpan.FromMinutes(10) + _bench.Times.Patience);
        Assert.Equal((true, true), await TwiceAsync(next));

        Assert.IsType<ScriptOutcome.NoAnswer>((await _bench.RecordAsync(left)).Outcome);
        Assert.Equal(1, _bench.Azure.Started);
    }

    [Fact]
    public async Task TakeServer_ClaimedAndNeverSentByAnEarlierAttempt_IsTakenAndTheOldRunIsNeverSent()
    {
        var left = await _bench.NameAllowedActivationAsync();
        await _bench.Claims.TakeServerAsync(left, Cancellation);
        var next = await BeginSecondAttemptAsync();

        Assert.Equal((true, true), await TwiceAsync(next));
        await _bench.Start.RunAsync(left, Cancellation);

        Assert.IsType<ScriptOutcome.NotStarted>((await _bench.RecordAsync(left)).Outcome);
        Assert.Equal(0, _bench.Azure.Started);
    }

    [Fact]
    public async Task TakeServer_EarlierRunHasAnOutcome_IsTaken()
    {
        var left = await _bench.NameAllowedActivationAsync();
        await _bench.Start.RunAsync(left, Cancellation);
        await _bench.WriteAsync(new Entry.ScriptEnded(left.Name, new ScriptOutcome.NoAnswer(Catalogue.NoAnswer("new", left.Name))));

        Assert.Equal((true, true), await TwiceAsync(await BeginSecondAttemptAsync()));
    }

    [Fact]
    public async Task TakeServer_AnotherRunOfTheSameAttempt_IsRefused()
    {
        var first = await _bench.NameAllowedActivationAsync();
        await _bench.Claims.TakeServerAsync(first, Cancellation);
        var other = await _bench.NameAsync(Script.Activate, Side.Target, attempt: 1, number: 2);

        Assert.Equal((false, false), await TwiceAsync(other));
        Assert.Equal((true, true), await TwiceAsync(first));
    }

    [Fact]
    public async Task StartScript_ServerHeldForEver_IsNotStartedAfterItsPatience()
    {
        await _bench.Claims.TakeServerAsync(await _bench.NameAllowedActivationAsync(), Cancellation);
        var other = await _bench.NameAsync(Script.Activate, Side.Target, attempt: 1, number: 2);

        var early = await _bench.Start.RunAsync(other, Cancellation);
        _bench.Time.Advance(_bench.Times.BusyPatience);
        await _bench.Start.RunAsync(other, Cancellation);
        await _bench.Start.RunAsync(other, Cancellation);

        Assert.False(early.HasEnded);
        Assert.Equal("RUN-SERVER-BUSY", Assert.IsType<ScriptOutcome.NotStarted>((await _bench.RecordAsync(other)).Outcome).Finding.Id);
    }

    private async Task<(bool First, bool Second)> TwiceAsync(Run run) =>
        (await _bench.Claims.TakeServerAsync(run, Cancellation), await _bench.Claims.TakeServerAsync(run, Cancellation));

    private async Task<Run> BeginSecondAttemptAsync()
    {
        var fault = new MigrationEnd.Faulted("RunScript", "lost");
        await _bench.WriteAsync(new Entry.Ended(1, fault), new Entry.AttemptRequested(2), new Entry.AttemptBegun(2));
        return await _bench.NameAsync(Script.Activate, Side.Target, attempt: 2, number: 2);
    }
}
