using Azure;
using Azure.Data.Tables;

namespace RdsCalOrchestrator.Functions.Records.Tables;

/// <summary>Streams, each a partition: its entries, and a head that every append changes, in the same transaction and only as it was read.</summary>
internal sealed class TableStreams(TableClient table)
{
    private const string HeadKey = "head";

    internal async Task<IReadOnlyList<StoredEntry>> ReadAsync(string stream, int after, CancellationToken cancellation)
    {
        List<StoredEntry> entries = [];
        await foreach (var segment in table.QueryAsync<TableEntity>(Segments.Behind(TableKey.Of(stream), after), cancellationToken: cancellation))
            entries.AddRange(Segments.Read(segment).Where(e => e.Version > after));
        return entries;
    }

    internal async Task<Head> ReadHeadAsync(string stream, CancellationToken cancellation)
    {
        var head = await table.GetEntityIfExistsAsync<TableEntity>(TableKey.Of(stream), HeadKey, cancellationToken: cancellation);
        return head.HasValue
            ? new Head(head.Value!.GetInt32(nameof(Head.Version))!.Value, head.Value.GetString(nameof(Head.Hash)), head.Value.ETag)
            : Head.None;
    }

    /// <summary>Appends, or with no entries only changes the head, so that whoever read it before cannot append any more.</summary>
    /// <returns>False when the head is another by now.</returns>
    internal async Task<bool> TryAppendAsync(string stream, Head head, IReadOnlyList<NewEntry> entries, CancellationToken cancellation)
    {
        var partition = TableKey.Of(stream);
        var (version, hash) = (head.Version, head.Hash);
        List<StoredEntry> stored = [];
        foreach (var entry in entries)
        {
            stored.Add(HashChain.Next(version, hash, entry));
            (version, hash) = (stored[^1].Version, stored[^1].Hash);
        }

        var next = new TableEntity(partition, HeadKey) { [nameof(Head.Version)] = version, [nameof(Head.Hash)] = hash };
        TableTransactionAction[] actions =
        [
            head.Tag is { } tag ? new(TableTransactionActionType.UpdateReplace, next, tag) : new(TableTransactionActionType.Add, next),
            .. Segments.Of(partition, stored).Select(static s => new TableTransactionAction(TableTransactionActionType.Add, s)),
        ];
        try
        {
            await table.SubmitTransactionAsync(actions, cancellation);
            return true;
        }
        catch (RequestFailedException moved) when (moved.Status is 409 or 412)
        {
            return false;
        }
    }
}

/// <param name="Version">Of the last entry; 0 of a stream that is not there.</param>
internal sealed record Head(int Version, string Hash, ETag? Tag)
{
    internal static Head None { get; } = new(0, "", null);
}
