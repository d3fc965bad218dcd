using System.Globalization;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Fleet;

/// <summary>
/// How many are under way at once: each holds a numbered seat of a room, a record of its own, so that those who take and leave meet only
/// where they want the same one. Who never leaves loses the seat at its time.
/// </summary>
internal sealed class Seats(IRecordStore store, TimeProvider time)
{
    /// <summary>False when all are taken. Who has a seat keeps it, for longer.</summary>
    internal async Task<bool> TakeAsync(string room, int count, string who, TimeSpan longest, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var taken = await ReadAsync(room, cancellation);
        var content = string.Create(CultureInfo.InvariantCulture, $"{now + longest:O} {who}");
        if (taken.Values.FirstOrDefault(s => s.Who == who) is { } own)
        {
            await store.ExchangeAsync(own.Row with { Content = content }, own.Row.Content, cancellation);
            return true;
        }

        // Each begins at another one: two who come at once seldom want the same.
        var first = (int)((uint)StringComparer.Ordinal.GetHashCode(who) % (uint)Math.Max(count, 1));
        for (var i = 0; i < count; i++)
        {
            var key = ((first + i) % count).ToString("D4", CultureInfo.InvariantCulture);
            var seat = taken.GetValueOrDefault(key);
            if ((seat is null || seat.Until <= now)
                && await store.ExchangeAsync(new Row(Partition(room), key, content), seat?.Row.Content, cancellation))
            {
                return true;
            }
        }

        return false;
    }

    internal async Task LeaveAsync(string room, string who, CancellationToken cancellation)
    {
        foreach (var seat in (await ReadAsync(room, cancellation)).Values.Where(s => s.Who == who))
            await store.ExchangeAsync(seat.Row with { Content = null }, seat.Row.Content, cancellation);
    }

    private async Task<Dictionary<string, Seat>> ReadAsync(string room, CancellationToken cancellation) =>
        (await store.ListAsync(Partition(room), "", cancellation)).ToDictionary(static r => r.Key, Seat.Of);

    private static string Partition(string room) => $"operator/fleet/seats/{room}";

    private sealed record Seat(Row Row, DateTimeOffset Until, string Who)
    {
        internal static Seat Of(Row row)
        {
            var end = row.Content!.IndexOf(' ', StringComparison.Ordinal);
            return new(row, DateTimeOffset.Parse(row.Content[..end], CultureInfo.InvariantCulture), row.Content[(end + 1)..]);
        }
    }
}
