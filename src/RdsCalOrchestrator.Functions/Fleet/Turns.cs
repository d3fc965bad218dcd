using System.Globalization;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Fleet;

/// <summary>One thing that must be granted; null when it is.</summary>
internal delegate Task<NotBefore?> Limit(CancellationToken cancellation);

/// <param name="IsPaid">Then it is granted: it was taken from what comes due by then. Else it must be asked for again.</param>
internal sealed record NotBefore(DateTimeOffset At, bool IsPaid);

/// <summary>
/// Who was told to come again, when, and what they have paid for by then: so nobody who waited is overtaken, and nobody who asks twice pays
/// twice. The record is written for those who must wait only.
/// </summary>
internal sealed class Turns(IRecordStore store, TimeProvider time)
{
    internal const string Partition = "operator/fleet/turns";

    /// <summary>Who comes later than this has lost the turn: else all whose host was away would come at once.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    /// <summary>Asks one after another, and goes on where it was told to wait; null when all is granted.</summary>
    internal async Task<DateTimeOffset?> AskAsync(string who, IReadOnlyList<Limit> limits, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var known = await FindAsync(who, cancellation);
        var turn = known is not null && now <= known.At + Kept ? known : null;
        if (turn?.At > now)
            return turn.At;
        for (var paid = turn?.Paid ?? 0; paid < limits.Count; paid++)
        {
            if (await limits[paid](cancellation) is not { } wait)
                continue;
            await WriteAsync(who, new Turn(wait.IsPaid ? paid + 1 : paid, wait.At).ToString(), cancellation);
            return wait.At;
        }

        if (known is not null)
            await EndAsync(who, cancellation);
        return null;
    }

    internal Task EndAsync(string who, CancellationToken cancellation) => WriteAsync(who, null, cancellation);

    private async Task<Turn?> FindAsync(string who, CancellationToken cancellation) =>
        (await store.ListAsync(Partition, who, cancellation)).FirstOrDefault(r => r.Key == who) is { Content: { } turn } ? Turn.Parse(turn) : null;

    private Task WriteAsync(string who, string? turn, CancellationToken cancellation) =>
        store.AppendAsync(Partition, 0, [], [new Row(Partition, who, turn)], cancellation);

    private sealed record Turn(int Paid, DateTimeOffset At)
    {
        internal static Turn Parse(string text) =>
            new(int.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture), DateTimeOffset.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture));

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Paid} {At:O}");
    }
}
