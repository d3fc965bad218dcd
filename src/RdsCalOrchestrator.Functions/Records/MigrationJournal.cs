using Microsoft.Extensions.Caching.Memory;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Migrations;

namespace RdsCalOrchestrator.Functions.Records;

/// <summary>
/// Reads and writes migrations. Whatever is written is decided from what was read; when another host was quicker, it is decided again.
/// </summary>
public sealed class MigrationJournal
{
    // Entries of streams that were read lately; a bound for memory, chosen and not measured.
    private const int MostKept = 100_000;

    private readonly Journal _journal;

    // Each activity reads its migration, and entries never change: only what has come since is read from the store.
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = MostKept });

    internal MigrationJournal(Journal journal) => _journal = journal;

    internal async Task<OpenMigration?> FindAsync(CustomerId customer, MigrationId id, CancellationToken cancellation)
    {
        var stream = await ReadAsync(StreamOf(customer, id), cancellation);
        var migration = Migration.From([.. stream.Entries.Select(static e => new Recorded(e.Key, e.At, e.By, e.Entry))]);
        return migration is null ? null : new OpenMigration(migration, stream);
    }

    /// <summary>For what names a migration that must exist, since a journal is never deleted.</summary>
    internal async Task<Migration> ReadAsync(CustomerId customer, MigrationId id, CancellationToken cancellation) =>
        (await ReadOpenAsync(customer, id, cancellation)).Migration;

    /// <summary>Writes the first entries; false when the migration exists.</summary>
    internal Task<bool> OpenAsync(Entry.Accepted accepted, string by, CancellationToken cancellation)
    {
        var empty = new JournalStream<Entry>(StreamOf(accepted.Request.Customer, accepted.Request.Id), 0, []);
        return AppendAsync(empty, by, [new KeyedEntry("accepted", accepted)], cancellation);
    }

    /// <summary>Decides from the journal and writes what was decided, again and again until nobody else wrote in between.</summary>
    internal async Task<T> DecideAsync<T>(
        CustomerId customer, MigrationId id, string by,
        Func<Migration, Task<(T Answer, IReadOnlyList<KeyedEntry> Entries)>> decide, CancellationToken cancellation)
    {
        while (true)
        {
            var open = await ReadOpenAsync(customer, id, cancellation);
            var (answer, entries) = await decide(open.Migration);
            if (entries.Count == 0 || await AppendAsync(open.Stream, by, entries, cancellation))
                return answer;
        }
    }

    /// <summary>
    /// Writes the rows again, which a crash may have left out; where somebody has just written newer ones, those stay. Null when there is no
    /// migration: its row among the open ones comes first, and who wrote that may still write the journal, or has died.
    /// </summary>
    internal async Task<Migration?> RepairAsync(CustomerId customer, MigrationId id, CancellationToken cancellation)
    {
        if (await FindAsync(customer, id, cancellation) is not { } open)
            return null;
        await AppendAsync(open.Stream, StepDecider.By, [], cancellation);
        return open.Migration;
    }

    private async Task<JournalStream<Entry>> ReadAsync(string name, CancellationToken cancellation)
    {
        var known = _known.Get<JournalStream<Entry>>(name) ?? JournalStream<Entry>.Unread(name);
        var read = await _journal.ReadOnAsync(known, cancellation);
        if (read != known)
            _known.Set(name, read, new MemoryCacheEntryOptions { Size = read.Entries.Count });
        return read;
    }

    private async Task<OpenMigration> ReadOpenAsync(CustomerId customer, MigrationId id, CancellationToken cancellation) =>
        await FindAsync(customer, id, cancellation) ?? throw new InvalidOperationException($"There is no migration {id} of {customer}.");

    private Task<bool> AppendAsync(JournalStream<Entry> stream, string by, IReadOnlyList<KeyedEntry> entries, CancellationToken cancellation)
    {
        var known = stream.Entries.Select(static e => e.Key).ToHashSet();
        var now = _journal.Now;
        var after = Migration.From([
            .. stream.Entries.Select(static e => new Recorded(e.Key, e.At, e.By, e.Entry)),
            .. entries.Where(e => known.Add(e.Key)).Select(e => new Recorded(e.Key, now, by, e.Entry)),
        ])!;
        return _journal.AppendAsync(stream, by, [.. entries.Select(static e => (e.Key, e.Entry))], MigrationRow.AllOf(after), cancellation);
    }

    private static string StreamOf(CustomerId customer, MigrationId id) => $"{customer}/migration/{id}";
}

internal sealed record OpenMigration(Migration Migration, JournalStream<Entry> Stream);
