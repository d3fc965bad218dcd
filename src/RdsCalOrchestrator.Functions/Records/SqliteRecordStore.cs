using System.Data;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace RdsCalOrchestrator.Functions.Records;

/// <summary>
/// Journals in one SQLite file that several processes may share. A commit is on disk before it is answered (WAL, synchronous FULL).
/// </summary>
internal sealed class SqliteRecordStore : IRecordStore
{
    private readonly string _connection;
    private readonly SemaphoreSlim _oneWriter = new(1);

    internal SqliteRecordStore(string file)
    {
        _connection = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ToString();
        using var connection = Open();
        connection.Execute("PRAGMA journal_mode = WAL");
        SqliteSchema.Upgrade(connection);
    }

    public async Task<IReadOnlyList<StoredEntry>> ReadAsync(string stream, int after, CancellationToken cancellation)
    {
        await using var connection = Open();
        return await ReadAsync(connection, null, stream, after, "", cancellation);
    }

    public Task<bool> AppendAsync(
        string stream, int expectedVersion, IReadOnlyList<NewEntry> entries, IReadOnlyList<Row> rows, CancellationToken cancellation) =>
        InTurnAsync(connection => AppendAsync(connection, stream, expectedVersion, entries, rows, cancellation), cancellation);

    public async Task<IReadOnlyList<Row>> ListAsync(string partition, string prefix, CancellationToken cancellation)
    {
        await using var connection = Open();
        // A range instead of LIKE: keys are compared as bytes, and nothing in a prefix is a pattern. 1114111 is the last character there is.
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            "SELECT partition, key, content FROM row WHERE partition = @partition AND key >= @prefix AND key < @prefix || char(1114111) ORDER BY key",
            new { partition, prefix }, cancellationToken: cancellation));
        return rows.AsList();
    }

    public Task<bool> ExchangeAsync(Row row, string? expected, CancellationToken cancellation) =>
        InTurnAsync(connection => ExchangeAsync(connection, row, expected, cancellation), cancellation);

    // SQLite has one writer, and the driver sleeps before it asks again: so those of this process come one after another.
    private async Task<bool> InTurnAsync(Func<SqliteConnection, Task<bool>> write, CancellationToken cancellation)
    {
        await _oneWriter.WaitAsync(cancellation);
        try
        {
            await using var connection = Open();
            return await write(connection);
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    // Of the stream only its end and the keys in question are read: a long one costs no more than a short one.
    private static async Task<bool> AppendAsync(
        SqliteConnection connection, string stream, int expectedVersion, IReadOnlyList<NewEntry> entries, IReadOnlyList<Row> rows,
        CancellationToken cancellation)
    {
        // Immediate: the version is read under the lock it is written under.
        await using var transaction = connection.BeginTransaction(IsolationLevel.Serializable, deferred: false);
        var last = (await ReadAsync(connection, transaction, stream, 0, "DESC LIMIT 1", cancellation)).SingleOrDefault();
        var version = last?.Version ?? 0;
        var keys = (await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT key FROM entry WHERE stream = @stream AND key IN @keys",
            new { stream, keys = entries.Select(static e => e.Key) }, transaction, cancellationToken: cancellation))).ToHashSet();
        var unknown = entries.Where(e => keys.Add(e.Key)).ToList();
        if (unknown.Count > 0 && version != expectedVersion)
            return false;
        foreach (var entry in unknown)
        {
            last = HashChain.Next(last, entry);
            await connection.ExecuteAsync(new CommandDefinition(
                "INSERT INTO entry (stream, version, key, kind, at, by, content, hash)"
                + " VALUES (@stream, @Version, @Key, @Kind, @at, @By, @Content, @Hash)",
                new { stream, last.Version, last.Key, last.Kind, at = HashChain.At(last.At), last.By, last.Content, last.Hash },
                transaction, cancellationToken: cancellation));
        }

        var isNewest = version <= expectedVersion + entries.Count;
        foreach (var row in isNewest ? rows : [])
            await WriteAsync(connection, transaction, row, cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private static async Task<bool> ExchangeAsync(SqliteConnection connection, Row row, string? expected, CancellationToken cancellation)
    {
        // One statement, so it is read under the lock it is written under.
        var changed = await connection.ExecuteAsync(new CommandDefinition(
            (row.Content, expected) switch
            {
                (null, _) => "DELETE FROM row WHERE partition = @Partition AND key = @Key AND content = @expected",
                (_, null) => "INSERT INTO row (partition, key, content) VALUES (@Partition, @Key, @Content) ON CONFLICT DO NOTHING",
                _ => "UPDATE row SET content = @Content WHERE partition = @Partition AND key = @Key AND content = @expected",
            },
            new { row.Partition, row.Key, row.Content, expected }, cancellationToken: cancellation));
        return changed == 1;
    }

    private static async Task<IReadOnlyList<StoredEntry>> ReadAsync(
        SqliteConnection connection, IDbTransaction? transaction, string stream, int after, string order, CancellationToken cancellation)
    {
        var rows = await connection.QueryAsync<(long Version, string Key, string Kind, string At, string By, string Content, string Hash)>(
            new CommandDefinition(
                $"SELECT version, key, kind, at, by, content, hash FROM entry WHERE stream = @stream AND version > @after ORDER BY version {order}",
                new { stream, after }, transaction, cancellationToken: cancellation));
        return
        [
            .. rows.Select(static r => new StoredEntry(
                (int)r.Version, r.Key, r.Kind, DateTimeOffset.Parse(r.At, CultureInfo.InvariantCulture), r.By, r.Content, r.Hash)),
        ];
    }

    private static Task WriteAsync(SqliteConnection connection, IDbTransaction transaction, Row row, CancellationToken cancellation) =>
        connection.ExecuteAsync(new CommandDefinition(
            row.Content is null
                ? "DELETE FROM row WHERE partition = @Partition AND key = @Key"
                : "INSERT INTO row (partition, key, content) VALUES (@Partition, @Key, @Content)"
                    + " ON CONFLICT DO UPDATE SET content = excluded.content",
            row, transaction, cancellationToken: cancellation));

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        connection.Execute("PRAGMA synchronous = FULL");
        return connection;
    }
}
