namespace RdsCalOrchestrator.Functions.Records;

/// <summary>Reads and appends the entries of one stream as the types they are.</summary>
internal sealed class Journal(IRecordStore store, JournalSerializer serializer, TimeProvider time)
{
    /// <typeparam name="TEntry">Base type of the stream's entries; its <c>JsonPolymorphic</c> attributes name them.</typeparam>
    public async Task<Loaded<TEntry>> ReadAsync<TEntry>(string stream, CancellationToken cancellation)
        where TEntry : notnull
    {
        var entries = await store.ReadAsync(stream, cancellation);
        return new(stream, entries.Count, [.. entries.Select(e => new Recorded<TEntry>(e.Key, e.At, e.By, serializer.Read<TEntry>(e.Content)))]);
    }

    /// <summary>Appends what was decided from <paramref name="at"/>, and writes the rows that follow from it.</summary>
    /// <returns>False when the stream has moved on since: read again and decide again. Nothing was written.</returns>
    public Task<bool> AppendAsync<TEntry>(
        Loaded<TEntry> at,
        IEnumerable<(string Key, string By, TEntry Entry)> entries,
        IReadOnlyList<Row> rows,
        CancellationToken cancellation)
        where TEntry : notnull
    {
        var now = time.GetUtcNow();
        return store.AppendAsync(
            at.Stream,
            at.Version,
            [.. entries.Select(e => new NewEntry(e.Key, e.Entry.GetType().Name, now, e.By, serializer.WriteAs(e.Entry)))],
            rows,
            cancellation);
    }
}

/// <summary>A stream as it was read; decisions are taken from it and appended to it.</summary>
internal sealed record Loaded<TEntry>(string Stream, int Version, IReadOnlyList<Recorded<TEntry>> Entries);

/// <summary>An entry with when it was appended and by whom.</summary>
internal sealed record Recorded<TEntry>(string Key, DateTimeOffset At, string By, TEntry Entry);
