using System.Globalization;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Fleet;

/// <summary>
/// Calls that Azure allows, as one moment in a record that all hosts share: up to it everything is spent. Time fills the bucket by itself;
/// who takes calls moves the moment on, also past the present, and those calls come due when the present is there.
/// </summary>
/// <remarks>
/// A host takes calls in blocks and hands them out itself, so the record is written about once in a lease by each host, however many runs
/// ask. What is not handed out in time is lost, never handed out twice. A clock that is ahead takes calls that much too early, once.
/// </remarks>
internal sealed class Bucket(IRecordStore store, TimeProvider time, string key, CallRate rate, TimeSpan lease)
{
    internal const string Partition = "operator/fleet/spent";

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private Block _block;
    private long _azureSays;

    /// <summary>Takes calls and answers when they may be made: now, which a moment in the past means too, or later.</summary>
    internal Task<DateTimeOffset> TakeAsync(int calls, CancellationToken cancellation) => TakeAsync(calls, DateTimeOffset.MaxValue, cancellation);

    /// <summary>As <see cref="TakeAsync(int, CancellationToken)"/>, but takes nothing that comes due only later.</summary>
    internal Task<DateTimeOffset> TakeNowAsync(int calls, CancellationToken cancellation) => TakeAsync(calls, time.GetUtcNow(), cancellation);

    /// <summary>Azure counts too, and others than us: where it has less left than we believe, that is what counts.</summary>
    /// <param name="wait">How long it takes nothing more; null when it does.</param>
    internal void Lower(int left, TimeSpan? wait)
    {
        var spent = (time.GetUtcNow() + (wait ?? -rate.TimeOf(left))).UtcTicks;
        for (var known = Volatile.Read(ref _azureSays); known < spent;)
            known = Interlocked.CompareExchange(ref _azureSays, spent, known) is var seen && seen == known ? spent : seen;
    }

    private async Task<DateTimeOffset> TakeAsync(int calls, DateTimeOffset latest, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            var now = time.GetUtcNow();
            if (now > Later(_block.Until, _block.TakenAt) + lease || Due(calls) > _block.Until)
                _block = await TakeBlockAsync(calls, now, cancellation);
            var due = Due(calls);
            if (due <= latest)
                _block = _block with { Spent = due };
            return due;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private DateTimeOffset Due(int calls) => Later(_block.Spent, AzureSays) + rate.TimeOf(calls);

    // A multiple of what is asked for, so that nothing is left over when all ask for as much.
    private async Task<Block> TakeBlockAsync(int calls, DateTimeOffset now, CancellationToken cancellation)
    {
        var size = rate.TimeOf(calls * Math.Max(1, Math.Ceiling(rate.CallsIn(lease) / calls)));
        while (true)
        {
            var known = (await store.ListAsync(Partition, key, cancellation)).FirstOrDefault(r => r.Key == key)?.Content;
            var spent = known is null ? default : DateTimeOffset.Parse(known, CultureInfo.InvariantCulture);
            var from = Later(Later(spent, AzureSays), now - rate.Fill);
            var content = (from + size).ToString("O", CultureInfo.InvariantCulture);
            if (await store.ExchangeAsync(new Row(Partition, key, content), known, cancellation))
                return new Block(from, from + size, now);
        }
    }

    private DateTimeOffset AzureSays => new(Volatile.Read(ref _azureSays), TimeSpan.Zero);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>Calls of this host: those between two moments, of which the first moves on.</summary>
    private readonly record struct Block(DateTimeOffset Spent, DateTimeOffset Until, DateTimeOffset TakenAt);
}
