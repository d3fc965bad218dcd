namespace RdsCalOrchestrator.Functions.Records;

/// <summary>Streams of entries of one kind: the store, the serializer that encrypts secrets, and the clock of new entries.</summary>
internal sealed class Journal(IRecordStore store, JournalSerializer serializer, TimeProvider time)
{
    internal DateTimeOffset Now => time.GetUtcNow();

    internal Task<JournalStream<T>> ReadAsync<T>(string stream, CancellationToken cancellation) =>
        ReadOnAsync(JournalStream<T>.Unread(stream), cancellation);

    /// <summary>
    /// What has come since; the same object when nothing has. Entries never change, so those that are known need not be read again.
    /// </summary>
    internal async Task<JournalStream<T>> ReadOnAsync<T>(JournalStream<T> known, CancellationToken cancellation)
    {
        var entries = await store.ReadAsync(known.Name, known.Version, cancellation);
        return entries.Count == 0
            ? known
            : new JournalStream<T>(known.Name, known.Version + entries.Count, [.. known.Entries, .. entries.Select(Read<T>)]);
    }

    /// <summary>False when somebody else wrote since <paramref name="at"/> was read: read again and decide again.</summary>
    internal Task<bool> AppendAsync<T>(
        JournalStream<T> at, string by, IReadOnlyList<(string Key, T Entry)> entries, IReadOnlyList<Row> rows, CancellationToken cancellation)
    {
        var now = Now;
        return store.AppendAsync(
            at.Name, at.Version, [.. entries.Select(e => new NewEntry(e.Key, e.Entry!.GetType().Name, now, by, serializer.Write(e.Entry)))],
            rows, cancellation);
    }

    private JournalEntry<T> Read<T>(StoredEntry entry) => new(entry.Key, entry.At, entry.By, serializer.Read<T>(entry.Content));
}

internal sealed record JournalStream<T>(string Name, int Version, IReadOnlyList<JournalEntry<T>> Entries)
{
    internal static JournalStream<T> Unread(string name) => new(name, 0, []);
}

internal sealed record JournalEntry<T>(string Key, DateTimeOffset At, string By, T Entry);
