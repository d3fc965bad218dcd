using Azure.Data.Tables;

namespace RdsCalOrchestrator.Functions.Records.Tables;

/// <summary>
/// Journals in two Azure tables: streams in one, rows in the other. No transaction spans them, so signs are written before the entries and
/// all other rows after them, and what a crash leaves out is written again by whoever follows the sign.
/// </summary>
internal sealed class TableRecordStore : IRecordStore
{
    private readonly TableStreams _streams;
    private readonly StreamKeys _keys;
    private readonly TableRows _rows;

    /// <param name="name">What the names of both tables begin with: 3 to 50 letters and digits.</param>
    internal TableRecordStore(TableServiceClient account, string name)
    {
        _streams = new TableStreams(Open($"{name}Entries"));
        _keys = new StreamKeys(_streams);
        _rows = new TableRows(Open($"{name}Rows"));

        TableClient Open(string table)
        {
            account.CreateTableIfNotExists(table);
            return account.GetTableClient(table);
        }
    }

    public async Task<IReadOnlyList<StoredEntry>> ReadAsync(string stream, int after, CancellationToken cancellation)
    {
        var entries = await _streams.ReadAsync(stream, after, cancellation);
        _keys.Learn(stream, after, entries);
        return entries;
    }

    public async Task<bool> AppendAsync(
        string stream, int expectedVersion, IReadOnlyList<NewEntry> entries, IReadOnlyList<Row> rows, CancellationToken cancellation)
    {
        var newest = expectedVersion + entries.Count;
        while (true)
        {
            var head = await _streams.ReadHeadAsync(stream, cancellation);
            var unknown = await UnknownAsync(stream, head, entries, cancellation);
            if (unknown.Count > 0 && head.Version != expectedVersion)
                return false;
            if (head.Version > newest)
                return true;
            var signs = await SignAsync(rows, cancellation);
            var going = signs.Where(static s => s.Row.Content is null).ToList();
            // A sign may go only if nobody who read the head before it was written can still append: so also with no entries the head changes.
            if ((unknown.Count > 0 || going.Count > 0) && !await _streams.TryAppendAsync(stream, head, unknown, cancellation))
                continue;
            await Task.WhenAll(rows.Where(static r => r.Meanwhile is null).Select(row => WriteAsync(stream, newest, row, cancellation)));
            // One that others have written since is theirs.
            await Task.WhenAll(going.Select(s => _rows.TryWriteAsync(s.Row, s.Seen, cancellation)));
            return true;
        }
    }

    public Task<IReadOnlyList<Row>> ListAsync(string partition, string prefix, CancellationToken cancellation) =>
        _rows.ListAsync(partition, prefix, cancellation);

    public async Task<bool> ExchangeAsync(Row row, string? expected, CancellationToken cancellation)
    {
        var seen = await _rows.SeeAsync(row, cancellation);
        return seen.Content == expected && (row.Content ?? expected) is not null && await _rows.TryWriteAsync(row, seen, cancellation);
    }

    private async Task<IReadOnlyList<NewEntry>> UnknownAsync(
        string stream, Head head, IReadOnlyList<NewEntry> entries, CancellationToken cancellation)
    {
        if (entries.Count == 0)
            return [];
        var known = await _keys.ReadAsync(stream, head.Version, cancellation);
        return [.. entries.Where(e => !known.Contains(e.Key)).DistinctBy(static e => e.Key)];
    }

    private async Task<IReadOnlyList<(Row Row, SeenRow Seen)>> SignAsync(IReadOnlyList<Row> rows, CancellationToken cancellation) =>
        await Task.WhenAll(rows.Where(static r => r.Meanwhile is not null).Select(async sign => (sign, await _rows.SignAsync(sign, cancellation))));

    // Who is slow must not write over newer rows: seen first, then whether the stream has moved on, then written only as it was seen.
    private async Task WriteAsync(string stream, int newest, Row row, CancellationToken cancellation)
    {
        while (true)
        {
            var seen = await _rows.SeeAsync(row, cancellation);
            if ((await _streams.ReadHeadAsync(stream, cancellation)).Version > newest || await _rows.TryWriteAsync(row, seen, cancellation))
                return;
        }
    }
}
