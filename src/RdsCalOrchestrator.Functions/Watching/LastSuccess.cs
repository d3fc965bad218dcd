using System.Globalization;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Watching;

/// <summary>When a migration last ended proved or attested, over all customers.</summary>
internal sealed class LastSuccess(IRecordStore store)
{
    private const string Partition = "operator/standing";
    private const string Key = "last-success";

    internal async Task<DateTimeOffset?> ReadAsync(CancellationToken cancellation) => TimeIn(await FindAsync(cancellation));

    /// <summary>Never goes back, whoever comes late.</summary>
    internal async Task NoteAsync(DateTimeOffset at, CancellationToken cancellation)
    {
        var row = new Row(Partition, Key, at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
        while (true)
        {
            var known = await FindAsync(cancellation);
            if (TimeIn(known) >= at || await store.ExchangeAsync(row, known, cancellation))
                return;
        }
    }

    private async Task<string?> FindAsync(CancellationToken cancellation) =>
        (await store.ListAsync(Partition, Key, cancellation)).FirstOrDefault(static r => r.Key == Key)?.Content;

    private static DateTimeOffset? TimeIn(string? content) =>
        content is null ? null : DateTimeOffset.ParseExact(content, "O", CultureInfo.InvariantCulture);
}
