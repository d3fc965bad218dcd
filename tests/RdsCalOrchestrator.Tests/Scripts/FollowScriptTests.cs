using System.Text.Json;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Migrations;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>What becomes of a run's name once it has ended: whether its command is deleted, and which run follows.</summary>
public sealed class FollowScriptTests : IDisposable
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new { });
    private static readonly ScriptOutcome NoAnswer = new ScriptOutcome.NoAnswer(Catalogue.NoAnswer("new", "run"));
    private static readonly ScriptOutcome NotStarted = new ScriptOutcome.NotStarted(Catalogue.GateClosed("run", "Why."));

    private readonly RunBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task DeleteRunCommand_Answered_DeletesItAndMayDoSoTwice()
    {
        var run = await EndedAsync(Answered(FrameOutcome.Ok));

        await _bench.Delete.RunAsync(run, Cancellation);
        await _bench.Delete.RunAsync(run, Cancellation);

        Assert.Equal(2, _bench.Azure.Deleted);
        Assert.True((await _bench.Start.RunAsync(run, Cancellation)).HasEnded);
        Assert.Equal(1, _bench.Azure.Started);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DeleteRunCommand_WithoutAnAnswer_DeletesNothing(bool wasSent)
    {
        var run = await EndedAsync(wasSent ? NoAnswer : NotStarted);

        await _bench.Delete.RunAsync(run, Cancellation);
        await _bench.Delete.RunAsync(run, Cancellation);

        Assert.Equal(0, _bench.Azure.Deleted);
    }

    [Fact]
    public async Task FollowScript_NoAnswer_NamesOneRunThatAsksTheReceiptAndRepeatsNothing()
    {
        var run = await EndedAsync(NoAnswer);

        var first = await _bench.Follow.RunAsync(run, Cancellation);
        var second = await _bench.Follow.RunAsync(run, Cancellation);

        Assert.Equal(first.Run, second.Run);
        Assert.NotEqual(run.Name, first.Run!.Name);
        Assert.False((await _bench.RecordAsync(first.Run)).Named.Lines.Single().IsRepeat);
        Assert.Equal(2, await _bench.RunsAsync());
    }

    [Fact]
    public async Task FollowScript_NotStarted_IsFollowedByNothing()
    {
        var run = await EndedAsync(NotStarted);

        Assert.Null((await _bench.Follow.RunAsync(run, Cancellation)).Run);
        Assert.Null((await _bench.Follow.RunAsync(run, Cancellation)).Run);
    }

    [Fact]
    public async Task FollowScript_BusyForEver_WaitsLongerEachTimeAndEndsWithThePatience()
    {
        var run = await EndedAsync(Answered(FrameOutcome.Busy));
        var begun = _bench.Time.GetUtcNow();
        var waits = new List<int>();
        while (await _bench.Follow.RunAsync(run, Cancellation) is { Run: { } next, At: { } at })
        {
            Assert.Equal(next, (await _bench.Follow.RunAsync(run, Cancellation)).Run);
            Assert.True(waits.Count < 100, "It never ends.");
            waits.Add((int)(at - _bench.Time.GetUtcNow().UtcDateTime).TotalSeconds);
            _bench.Time.Advance(at - _bench.Time.GetUtcNow().UtcDateTime);
            await _bench.WriteAsync(new Entry.ScriptEnded(next.Name, Answered(FrameOutcome.Busy)));
            run = next;
        }

        Assert.Equal([30, 60, 120, 240, 240], waits.Take(5));
        Assert.InRange(_bench.Time.GetUtcNow() - begun, _bench.Times.BusyPatience, _bench.Times.BusyPatience + TimeSpan.FromMinutes(4));
    }

    private static ScriptOutcome Answered(FrameOutcome frame) => new ScriptOutcome.Answered(frame, Nothing, Nothing, Nothing);

    private async Task<Run> EndedAsync(ScriptOutcome outcome)
    {
        var run = await _bench.NameAllowedActivationAsync();
        if (outcome is not ScriptOutcome.NotStarted)
            await _bench.Start.RunAsync(run, Cancellation);
        await _bench.WriteAsync(new Entry.ScriptEnded(run.Name, outcome));
        return run;
    }
}
