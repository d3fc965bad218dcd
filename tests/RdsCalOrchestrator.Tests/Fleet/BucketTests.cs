using Microsoft.Extensions.Time.Testing;
using RdsCalOrchestrator.Functions.Fleet;
using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Fleet;

/// <summary>Hosts that share a record stay together inside one bucket, whatever becomes of one of them.</summary>
public sealed class BucketTests : IDisposable
{
    private const int Burst = 20;
    private const int PerMinute = 60;
    private const int Seconds = 300;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);

    private readonly SharedRecords _records = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 20, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _records.Dispose();

    [Fact]
    public async Task Take_FullBucket_GivesTheBurstNowAndTheRestOneByOne()
    {
        var bucket = Host();

        var due = new List<TimeSpan>();
        for (var call = 0; call < Burst + 3; call++)
            due.Add(await bucket.TakeAsync(1, Cancellation) - _time.GetUtcNow());

        Assert.All(due.Take(Burst), static wait => Assert.True(wait <= TimeSpan.Zero));
        Assert.Equal([1, 2, 3], due.Skip(Burst).Select(static wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Take_TwoHostsForMinutes_TogetherNeverMoreThanOneBucketAndNearlyAllOfIt()
    {
        Bucket[] hosts = [Host(), Host()];
        var granted = new List<DateTimeOffset>();
        for (var second = 0; second < Seconds; second++)
        {
            foreach (var host in hosts)
            {
                while (await host.TakeNowAsync(1, Cancellation) <= _time.GetUtcNow())
                    granted.Add(_time.GetUtcNow());
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }

        AssertInside(granted, slack: 1);
        Assert.InRange(granted.Count, Seconds, Seconds + Burst);
    }

    [Fact]
    public async Task Take_HostsThatDieWithWhatTheyTook_LoseItAndNothingComesTwice()
    {
        var random = new Random(20261128);
        var granted = new List<DateTimeOffset>();
        var host = Host();
        for (var second = 0; second < Seconds; second++)
        {
            for (var call = random.Next(4); call > 0; call--)
            {
                if (await host.TakeNowAsync(1, Cancellation) <= _time.GetUtcNow())
                    granted.Add(_time.GetUtcNow());
            }

            host = random.Next(5) == 0 ? Host() : host;
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(2000)));
        }

        AssertInside(granted, slack: 1);
    }

    [Fact]
    public async Task Take_ClockTwoSecondsAhead_GivesNoMoreThanThoseTwoSecondsHold()
    {
        var ahead = new FakeTimeProvider(_time.GetUtcNow().AddSeconds(2));
        (Bucket Bucket, FakeTimeProvider Clock)[] hosts = [(Host(), _time), (Host(ahead), ahead)];
        var granted = new List<DateTimeOffset>();
        for (var second = 0; second < Seconds; second++)
        {
            foreach (var (bucket, clock) in hosts)
            {
                while (await bucket.TakeNowAsync(1, Cancellation) <= clock.GetUtcNow())
                    granted.Add(_time.GetUtcNow());
                clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        AssertInside(granted, slack: 1 + 2);
    }

    [Fact]
    public async Task Take_BlockThatIsNotUsedInTime_IsLost()
    {
        var bucket = Host(lease: TimeSpan.FromSeconds(5));
        await bucket.TakeAsync(1, Cancellation);
        var other = Host();
        for (var call = 0; call < Burst - 5; call++)
            await other.TakeAsync(1, Cancellation);

        Assert.True(await bucket.TakeNowAsync(1, Cancellation) <= _time.GetUtcNow());
        _time.Advance(TimeSpan.FromSeconds(6));
        // Six have come back; the three that were left of the block have not.
        for (var call = 0; call < 6; call++)
            Assert.True(await other.TakeNowAsync(1, Cancellation) <= _time.GetUtcNow());
        Assert.True(await bucket.TakeNowAsync(1, Cancellation) > _time.GetUtcNow());
    }

    [Fact]
    public async Task Lower_AzureHasLessLeft_CountsAsAzureDoesForAllHosts()
    {
        var bucket = Host();
        await bucket.TakeAsync(1, Cancellation);

        bucket.Lower(left: 2, wait: null);

        Assert.True(await bucket.TakeNowAsync(2, Cancellation) <= _time.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(1), await Host().TakeNowAsync(1, Cancellation) - _time.GetUtcNow());
    }

    [Fact]
    public async Task Lower_AzureTakesNothingForAWhile_NobodyAsksBefore()
    {
        var bucket = Host();

        bucket.Lower(left: 0, TimeSpan.FromMinutes(20));

        Assert.Equal(TimeSpan.FromSeconds(1201), await bucket.TakeAsync(1, Cancellation) - _time.GetUtcNow());
        Assert.True(await Host().TakeNowAsync(1, Cancellation) > _time.GetUtcNow() + TimeSpan.FromMinutes(20));
    }

    [Fact]
    public async Task Lower_AzureHasMoreLeft_ChangesNothing()
    {
        var bucket = Host();
        for (var call = 0; call < Burst; call++)
            await bucket.TakeAsync(1, Cancellation);

        bucket.Lower(left: 15, wait: null);

        Assert.Equal(TimeSpan.FromSeconds(1), await bucket.TakeAsync(1, Cancellation) - _time.GetUtcNow());
    }

    /// <summary>A process of its own, over the same records.</summary>
    private Bucket Host(FakeTimeProvider? clock = null, TimeSpan? lease = null) => new(
        _records.Open(), clock ?? _time, "reads/s",
        new CallRate { Burst = Burst, PerMinute = PerMinute }, lease ?? Lease);

    // Between any two moments: the burst, and what came back meanwhile.
    private static void AssertInside(List<DateTimeOffset> granted, double slack)
    {
        double tokens = Burst;
        for (var call = 0; call < granted.Count; call++)
        {
            var since = call == 0 ? TimeSpan.Zero : granted[call] - granted[call - 1];
            tokens = Math.Min(Burst, tokens + (since.TotalMinutes * PerMinute)) - 1;
            Assert.True(tokens >= -slack - 0.001, $"Call {call} came {-tokens} too early.");
        }
    }
}
