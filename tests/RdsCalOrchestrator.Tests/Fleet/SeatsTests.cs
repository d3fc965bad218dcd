using Microsoft.Extensions.Time.Testing;
using RdsCalOrchestrator.Functions.Fleet;
using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Fleet;

/// <summary>No more at once than there are seats, whoever asks, and none is lost for good.</summary>
public sealed class SeatsTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly SharedRecords _records = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 20, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _records.Dispose();

    [Fact]
    public async Task Take_ManyAtOnceOnTwoHosts_GetsAsManySeatsAsThereAre()
    {
        Seats[] hosts = [Host(), Host()];

        var got = await Task.WhenAll(Enumerable.Range(0, 20).Select(run =>
            Task.Run(() => hosts[run % 2].TakeAsync("room", 7, $"alpha:run-{run}", Longest, Cancellation), Cancellation)));

        Assert.Equal(7, got.Count(static g => g));
    }

    [Fact]
    public async Task Take_Twice_HoldsOneSeat()
    {
        var host = Host();

        var got = new[] { await TakeAsync(host, "a"), await TakeAsync(host, "a"), await TakeAsync(host, "b"), await TakeAsync(host, "c") };

        Assert.Equal([true, true, true, false], got);
    }

    [Fact]
    public async Task Leave_Twice_FreesOnesOwnSeat()
    {
        var host = Host();
        await TakeAsync(host, "a");
        await TakeAsync(host, "a-2");

        await host.LeaveAsync("room", "a", Cancellation);
        await Host().LeaveAsync("room", "a", Cancellation);

        Assert.True(await TakeAsync(host, "c"));
        Assert.False(await TakeAsync(host, "d"));
    }

    [Fact]
    public async Task Take_AfterOneWhoNeverLeft_GetsTheSeatAtItsTimeAndNotBefore()
    {
        var host = Host();
        await TakeAsync(host, "a");
        await TakeAsync(host, "b");
        _time.Advance(Longest / 2);
        // Sent again, so under way for longer.
        await TakeAsync(host, "b");
        Assert.False(await TakeAsync(host, "c"));

        _time.Advance(Longest / 2);

        Assert.True(await TakeAsync(host, "c"));
        Assert.False(await TakeAsync(host, "d"));
    }

    [Fact]
    public async Task Take_AnotherRoom_IsAnother()
    {
        Assert.True(await Host().TakeAsync("room", 1, "a", Longest, Cancellation));
        Assert.True(await Host().TakeAsync("room/2", 1, "b", Longest, Cancellation));
    }

    private static Task<bool> TakeAsync(Seats seats, string who) => seats.TakeAsync("room", 2, who, Longest, Cancellation);

    private Seats Host() => new(_records.Open(), _time);
}
