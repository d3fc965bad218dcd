using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.RunCommand;
using Xunit;

namespace RdsCalOrchestrator.Tests.Sweeping;

/// <summary>What cannot be deleted stays, and is no error. Only a lock is told to people, and not tried all the time.</summary>
public sealed class RefusedDeletionTests : IDisposable
{
    private static readonly Finding Locked = Catalogue.DeleteLocked("new");

    private readonly SweepBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<ChannelReply> Passing =>
    [
        new ChannelReply.Throttled(TimeSpan.FromMinutes(20)),
        new ChannelReply.Refused(new Finding("AZ-VM-STOPPED", Severity.Blocked, "new", "It is stopped.", "Start it.")),
    ];

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task Sweep_ThrottledOrStopped_TriesOneOnEachServerAndComesBack(ChannelReply reply)
    {
        await _bench.LeaveAsync(SweepBench.Answered());
        await _bench.LeaveAsync(SweepBench.Answered());
        _bench.Azure.DeleteReply = reply;

        await _bench.SweepTwiceAsync();

        Assert.Equal(2, _bench.Azure.Deleted);
        Assert.Empty(await _bench.SweptAsync());
        _bench.Azure.DeleteReply = null;
        await _bench.SweepTwiceAsync();
        Assert.Empty(_bench.Azure.Commands);
        Assert.False(await _bench.IsListedAsync());
    }

    [Fact]
    public async Task Sweep_ServerCannotBeListed_ProvesNothing()
    {
        await _bench.LeaveAsync(SweepBench.Answered());
        _bench.Azure.ListReply = new ListReply.Refused(Locked);
        await _bench.SweepTwiceAsync();
        _bench.Azure.ListReply = new ListReply.Throttled(null);
        await _bench.SweepTwiceAsync();

        Assert.Empty(await _bench.SweptAsync());
        Assert.True(await _bench.IsListedAsync());
    }

    [Fact]
    public async Task Sweep_DeleteLock_IsShownAndTriedAfterEverLongerTimes()
    {
        var run = await _bench.LeaveAsync(SweepBench.Answered());
        _bench.Azure.DeleteReply = new ChannelReply.Refused(Locked);

        for (var hour = 0; hour < 24 * 8; hour++)
        {
            await _bench.SweepTwiceAsync();
            _bench.Runs.Time.Advance(TimeSpan.FromHours(1));
        }

        // On day 0, 1, 2 and 4.
        Assert.Equal(4, _bench.Azure.Deleted);
        Assert.Equal(4, (await _bench.SweptAsync()).Count);
        var migration = await _bench.Runs.Journal.ReadAsync(run.Attempt.Customer, run.Attempt.Migration, Cancellation);
        Assert.Equal([Locked], MigrationView.Of(migration).Findings.Where(static f => f.Id == Catalogue.DeleteLockedId));
    }

    [Fact]
    public async Task Sweep_LockLifted_DeletesItAndTellsNobodyAnyMore()
    {
        var run = await _bench.LeaveAsync(SweepBench.Answered());
        _bench.Azure.DeleteReply = new ChannelReply.Refused(Locked);
        await _bench.SweepTwiceAsync();
        _bench.Azure.DeleteReply = null;
        _bench.Runs.Time.Advance(TimeSpan.FromDays(2));

        await _bench.SweepTwiceAsync();

        Assert.True((await _bench.Runs.RecordAsync(run)) is { IsGone: true, Stays: null });
        Assert.False(await _bench.IsListedAsync());
    }
}
