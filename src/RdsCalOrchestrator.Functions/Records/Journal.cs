namespace RdsCalOrchestrator.Functions.Records;

/// <summary>Streams of entries of one kind: the store, the serializer that encrypts secrets, and the clock of new entries.</summary>
internal sealed class Journal(IRecordStore store, JournalSerializer serializer, TimeProvider time)
{
    internal DateTimeOffset Now => time.GetUtcNow();

    internal async Task<JournalStream<T>> ReadAsync<T>(string stream, CancellationToken cancellation)
    {
        var entries = await store.ReadAsync(stream, cancellation);
        return new JournalStream<T>(stream, entries.Count, [.. entries.Select(e => new JournalEntry<T>(e.Key, e.At, e.By, serializer.Read<T>(e.Content)))]);
    }

    /// <summary>False when somebody else wrote since <paramref name="at"/> was read: read again and decide again.</summary>
    internal Task<bool> AppendAsync<T>(
        JournalStream<T> at, string by, IReadOnlyList<(string Key, T Entry)> entries, IReadOnlyList<Row> rows, CancellationToken cancellation)
    {
        var now = Now;
        return store.AppendAsync(
            at.Name, at.Version, [.. entries.Select(e => new NewEntry(e.Key, e.Entry!.GetType().Name, now, by, serializer.Write(e.Entry)))], rows, cancellation);
    }
}

internal sealed record JournalStream<T>(string Name, int Version, IReadOnlyList<JournalEntry<T>> Entries);

internal sealed record JournalEntry<T>(string Key, DateTimeOffset At, string By, T Entry);
