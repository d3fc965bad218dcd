using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.RunCommand;
using Xunit;

namespace RdsCalOrchestrator.Tests.Sweeping;

/// <summary>Which commands of a server are deleted, and when.</summary>
public sealed class SweptServerTests : IDisposable
{
    private readonly SweepBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Sweep_AnsweredAndLeft_IsDeletedOnceAndThenSeenToBeGone()
    {
        var run = await _bench.LeaveAsync(SweepBench.Answered());
        Assert.True(await _bench.IsListedAsync());

        await _bench.SweepTwiceAsync();
        await _bench.SweepTwiceAsync();

        Assert.Equal([run.Name], _bench.Azure.Deletions);
        Assert.Equal(new Entry.CommandSwept(run.Name, null), Assert.Single(await _bench.SweptAsync()));
        Assert.False(await _bench.IsListedAsync());
        // One look that deleted it, one that showed it gone, and no more.
        Assert.Equal(2, _bench.Azure.Lists);
    }

    [Fact]
    public async Task Sweep_DeletedByItsRun_IsSeenToBeGoneInOneLook()
    {
        await _bench.LeaveAsync(SweepBench.Answered());
        _bench.Azure.Commands.Clear();

        await _bench.SweepTwiceAsync();

        Assert.Equal((0, 1), (_bench.Azure.Deleted, _bench.Azure.Lists));
        Assert.False(await _bench.IsListedAsync());
    }

    [Fact]
    public async Task Sweep_EndedJustNow_IsNotLookedFor()
    {
        var run = await _bench.SendAsync();
        await _bench.Runs.WriteAsync(new Entry.ScriptEnded(run.Name, SweepBench.Answered()));

        await _bench.SweepTwiceAsync();

        Assert.Equal(0, _bench.Azure.Lists);
        Assert.True(await _bench.IsListedAsync());
    }

    [Fact]
    public async Task Sweep_WithoutAnOutcome_StaysAndNobodyLooks()
    {
        await _bench.LeaveAsync(outcome: null);

        await _bench.SweepTwiceAsync();

        Assert.Equal((0, 0), (_bench.Azure.Deleted, _bench.Azure.Lists));
    }

    [Fact]
    public async Task Sweep_OthersCommands_Stay()
    {
        var run = await _bench.LeaveAsync(SweepBench.Answered());
        _bench.Azure.Commands.Clear();
        _bench.Azure.Commands.AddRange(
        [
            SweepBench.Listed("backup", migration: null),
            // Of an app with a journal of its own.
            SweepBench.Listed("rc-m-1-activate-99"),
            SweepBench.Listed("rc-other-inspect-1", migration: "other"),
            // Somebody's own, under a name of ours.
            SweepBench.Listed(run.Name) with { Tags = new Dictionary<string, string> { [CommandTags.Migration] = "m-1" } },
        ]);

        await _bench.SweepTwiceAsync();

        Assert.Equal(0, _bench.Azure.Deleted);
    }

    [Fact]
    public async Task Sweep_RunOfAnotherServer_StaysUnderItsNameHere()
    {
        await _bench.LeaveAsync(SweepBench.Answered());
        var other = await _bench.LeaveAsync(SweepBench.Answered(), Script.Inspect, Side.Source);
        _bench.Azure.Commands.RemoveAll(c => c.Name != other.Name);
        _bench.Azure.DeleteReply = new ChannelReply.Absent();

        await _bench.SweepTwiceAsync();

        // Both servers show the same list here: it is deleted on the source alone.
        Assert.Equal([other.Name, other.Name], _bench.Azure.Deletions);
    }

    [Fact]
    public async Task Sweep_AnsweredAndRunningAgain_StaysUntilNothingCanComeOfIt()
    {
        var run = await _bench.LeaveAsync(SweepBench.Answered());
        _bench.Azure.Commands[0] = SweepBench.Listed(run.Name, hasEnded: false);

        await _bench.SweepTwiceAsync();
        Assert.Equal(0, _bench.Azure.Deleted);

        _bench.Runs.Time.Advance(TimeSpan.FromHours(2));
        await _bench.SweepTwiceAsync();
        Assert.Equal(1, _bench.Azure.Deleted);
    }

    [Fact]
    public async Task Sweep_WhileAnotherRunChangesTheServer_LeavesItAlone()
    {
        await _bench.LeaveAsync(SweepBench.Answered());
        var next = await _bench.Runs.NameAsync(Script.Activate, Side.Target, attempt: 1, number: 9);
        await _bench.Runs.Claims.TakeServerAsync(next, Cancellation);

        await _bench.SweepTwiceAsync();
        Assert.Equal((0, 0), (_bench.Azure.Deleted, _bench.Azure.Lists));

        await _bench.Runs.WriteAsync(new Entry.ScriptEnded(next.Name, SweepBench.NoAnswer));
        await _bench.SweepTwiceAsync();
        Assert.Equal(1, _bench.Azure.Deleted);
    }

    [Fact]
    public async Task Sweep_ManyLeft_TakesAFewAtATime()
    {
        for (var i = 0; i < 9; i++)
            await _bench.LeaveAsync(SweepBench.Answered());

        await _bench.SweepTwiceAsync();

        Assert.Equal(9, _bench.Azure.Deleted);
        Assert.Equal(2, _bench.Azure.Lists);
        Assert.Equal(6, (await _bench.SweptAsync()).Count);
    }
}
