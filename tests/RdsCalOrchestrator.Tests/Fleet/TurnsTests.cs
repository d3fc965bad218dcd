using Microsoft.Extensions.Time.Testing;
using RdsCalOrchestrator.Functions.Fleet;
using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Fleet;

/// <summary>Who was told to come again has paid once, and is asked for no more than is missing.</summary>
public sealed class TurnsTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly SharedRecords _records = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 20, 0, 0, TimeSpan.Zero));
    private int _asked;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _records.Dispose();

    [Fact]
    public async Task Ask_NothingInTheWay_IsGrantedAndLeavesNoRecord()
    {
        Assert.Null(await AskAsync(null));

        Assert.Empty(await Store().ListAsync(Turns.Partition, "", Cancellation));
    }

    [Fact]
    public async Task Ask_TwiceBeforeItsTime_IsToldTheSameAndPaysOnce()
    {
        var at = _time.GetUtcNow() + (5 * Minute);

        Assert.Equal((at, at), (await AskAsync(Paid(at)), await AskAsync(Paid(at))));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Ask_AtItsTimeOnAnotherHost_IsGrantedWithoutPayingAgain()
    {
        var at = _time.GetUtcNow() + (5 * Minute);
        await AskAsync(Paid(at));
        _time.SetUtcNow(at);

        Assert.Null(await AskAsync(Paid(at + Minute)));
        Assert.Equal(1, _asked);
        Assert.Empty(await Store().ListAsync(Turns.Partition, "", Cancellation));
    }

    [Fact]
    public async Task Ask_LongAfterItsTime_PaysAgain()
    {
        var at = _time.GetUtcNow() + (5 * Minute);
        await AskAsync(Paid(at));
        _time.SetUtcNow(at + (2 * Minute));

        Assert.Equal(_time.GetUtcNow() + Minute, await AskAsync(Paid(_time.GetUtcNow() + Minute)));
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Ask_WhatCannotBePaidInAdvance_IsAskedForAgain()
    {
        await AskAsync(new NotBefore(_time.GetUtcNow() + Minute, IsPaid: false));
        _time.Advance(Minute);

        Assert.Null(await AskAsync(null));
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Ask_SecondLimitInTheWay_DoesNotPayTheFirstAgain()
    {
        var first = 0;
        Limit one = _ =>
        {
            first++;
            return Task.FromResult<NotBefore?>(null);
        };
        await Host().AskAsync("alpha:run-1", [one, _ => Task.FromResult<NotBefore?>(Paid(_time.GetUtcNow() + Minute))], Cancellation);
        _time.Advance(Minute);

        Assert.Null(await Host().AskAsync("alpha:run-1", [one, _ => throw new InvalidOperationException("Paid.")], Cancellation));
        Assert.Equal(1, first);
    }

    [Fact]
    public async Task Ask_NameThatBeginsAsAnother_HasItsOwnTurn()
    {
        await Host().AskAsync("alpha:run-10", [_ => Task.FromResult<NotBefore?>(Paid(_time.GetUtcNow() + Minute))], Cancellation);

        Assert.Null(await AskAsync(null));
    }

    private static NotBefore Paid(DateTimeOffset at) => new(at, IsPaid: true);

    private Task<DateTimeOffset?> AskAsync(NotBefore? answer) => Host().AskAsync(
        "alpha:run-1",
        [
            _ =>
            {
                _asked++;
                return Task.FromResult(answer);
            },
        ],
        Cancellation);

    private Turns Host() => new(Store(), _time);

    private SqliteRecordStore Store() => _records.Open();
}
