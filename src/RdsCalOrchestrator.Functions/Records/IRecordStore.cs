namespace RdsCalOrchestrator.Functions.Records;

/// <summary>
/// Where journals lie: append-only streams, and rows for lists and look-ups. It has no opinions and reads no clock. Written for the weaker
/// of its stores (a table): append if the version is still the expected one, list one partition in key order.
/// </summary>
internal interface IRecordStore
{
    /// <summary>The entries of a stream behind the first so many, in order; empty when there is none.</summary>
    Task<IReadOnlyList<StoredEntry>> ReadAsync(string stream, int after, CancellationToken cancellation);

    /// <summary>All of them.</summary>
    Task<IReadOnlyList<StoredEntry>> ReadAsync(string stream, CancellationToken cancellation) => ReadAsync(stream, 0, cancellation);

    /// <summary>
    /// Appends entries and then writes rows. An entry whose key the stream already has is left out; when none is left, nothing is appended
    /// and the rows are still written, so a repeated append repairs what a crash left out; unless others have appended since: their rows are
    /// newer. Signs among the rows are there before the entries are, in every store.
    /// </summary>
    /// <param name="expectedVersion">Number of entries the stream was read with.</param>
    /// <returns>False when the stream has moved on and not every key is known: read again and decide again. Nothing was written.</returns>
    Task<bool> AppendAsync(
        string stream, int expectedVersion, IReadOnlyList<NewEntry> entries, IReadOnlyList<Row> rows, CancellationToken cancellation);

    /// <summary>Rows of one partition in key order, from the first key that begins with <paramref name="prefix"/>.</summary>
    Task<IReadOnlyList<Row>> ListAsync(string partition, string prefix, CancellationToken cancellation);

    /// <summary>
    /// Writes one row that is no copy of entries but a record of its own, which several hosts change at once: only if its content still is
    /// the <paramref name="expected"/>, null for no row.
    /// </summary>
    /// <returns>False when it is another by now: nothing was written.</returns>
    Task<bool> ExchangeAsync(Row row, string? expected, CancellationToken cancellation);
}

/// <summary>An entry to append; its content is JSON in which every secret is already encrypted.</summary>
internal sealed record NewEntry(string Key, string Kind, DateTimeOffset At, string By, string Content);

/// <summary>An entry as it lies in the stream, chained to the one before it.</summary>
/// <param name="Version">1 for the first.</param>
/// <param name="Hash">SHA-256 over the previous hash and every field of this entry.</param>
internal sealed record StoredEntry(int Version, string Key, string Kind, DateTimeOffset At, string By, string Content, string Hash);

/// <summary>
/// A row that can always be derived from entries, or is only ever exchanged. Partition and key begin with the customer, or are the
/// operator's own.
/// </summary>
/// <param name="Content">JSON; null deletes the row.</param>
internal sealed record Row(string Partition, string Key, string? Content)
{
    /// <summary>The content of a sign while others are written; null of all other rows.</summary>
    internal string? Meanwhile { get; private init; }

    /// <summary>
    /// A row by which a stream is found whose rows may be behind, or which is not there: it is written before entries are appended, and goes,
    /// unless it is kept, after all other rows are written. So it is never missing while something is to be made good, whoever dies when.
    /// </summary>
    internal static Row Sign(string partition, string key, string content, bool isKept) =>
        new(partition, key, isKept ? content : null) { Meanwhile = content };
}
