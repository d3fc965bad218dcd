using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using RdsCalOrchestrator.Functions.Records.Schema;

namespace RdsCalOrchestrator.Functions.Records;

/// <summary>Records in one SQLite file, which several processes of one machine may share.</summary>
internal sealed class SqliteRecordStore : IRecordStore
{
    private readonly string _connectionString;

    public SqliteRecordStore(string file)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ToString();
        using var connection = Open();
        SqliteSchema.Apply(connection);
    }

    public async Task<IReadOnlyList<StoredEntry>> ReadAsync(string stream, CancellationToken cancellation)
    {
        await using var connection = Open();
        var rows = await connection.QueryAsync<EntryRow>(new CommandDefinition(
            "select version, key, kind, at, by, content, hash from entry where stream = @stream order by version",
            new { stream },
            cancellationToken: cancellation));
        return [.. rows.Select(static row => row.ToEntry())];
    }

    public async Task<bool> AppendAsync(
        string stream, int expectedVersion, IReadOnlyList<NewEntry> entries, IReadOnlyList<Row> rows, CancellationToken cancellation)
    {
        await using var connection = Open();
        await using var transaction = connection.BeginTransaction(deferred: false);
        var unknown = await UnknownAsync(transaction, stream, entries, cancellation);
        if (unknown.Count > 0)
        {
            var (version, hash) = await LastAsync(transaction, stream, cancellation);
            if (version != expectedVersion)
                return false;
            await InsertAsync(transaction, stream, version, hash, unknown, cancellation);
        }

        foreach (var row in rows)
            await WriteAsync(transaction, row, cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    public async Task<IReadOnlyList<Row>> ListAsync(string partition, string prefix, CancellationToken cancellation)
    {
        await using var connection = Open();
        // A range, so that the index is used: 1114111 is the last character there is.
        return [.. await connection.QueryAsync<Row>(new CommandDefinition(
            "select partition, key, content from row where partition = @partition and key >= @prefix and key < @prefix || char(1114111) order by key",
            new { partition, prefix },
            cancellationToken: cancellation))];
    }

    private static async Task<List<NewEntry>> UnknownAsync(
        SqliteTransaction transaction, string stream, IReadOnlyList<NewEntry> entries, CancellationToken cancellation)
    {
        var unknown = new List<NewEntry>();
        foreach (var entry in entries.DistinctBy(static e => e.Key))
        {
            var known = await transaction.Connection!.ExecuteScalarAsync<bool>(new CommandDefinition(
                "select exists (select 1 from entry where stream = @stream and key = @Key)", new { stream, entry.Key }, transaction,
                cancellationToken: cancellation));
            if (!known)
                unknown.Add(entry);
        }

        return unknown;
    }

    private static async Task<(int Version, string Hash)> LastAsync(
        SqliteTransaction transaction, string stream, CancellationToken cancellation)
    {
        var last = await transaction.Connection!.QuerySingleOrDefaultAsync<(long Version, string Hash)?>(new CommandDefinition(
            "select version, hash from entry where stream = @stream order by version desc limit 1", new { stream }, transaction,
            cancellationToken: cancellation));
        return last is { } entry ? ((int)entry.Version, entry.Hash) : (0, HashChain.Start);
    }

    private static async Task InsertAsync(
        SqliteTransaction transaction, string stream, int version, string hash, List<NewEntry> entries, CancellationToken cancellation)
    {
        foreach (var entry in entries)
        {
            var stored = HashChain.Append(++version, hash, entry);
            hash = stored.Hash;
            await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                "insert into entry (stream, version, key, kind, at, by, content, hash) values (@stream, @Version, @Key, @Kind, @at, @By, @Content, @Hash)",
                new { stream, stored.Version, stored.Key, stored.Kind, at = HashChain.Text(stored.At), stored.By, stored.Content, stored.Hash },
                transaction, cancellationToken: cancellation));
        }
    }

    private static Task WriteAsync(SqliteTransaction transaction, Row row, CancellationToken cancellation) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(
            row.Content is null
                ? "delete from row where partition = @Partition and key = @Key"
                : "insert into row (partition, key, content) values (@Partition, @Key, @Content) on conflict do update set content = excluded.content",
            row, transaction, cancellationToken: cancellation));

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        // Of the connection, not of the file: every commit is on the disk, and a second writer waits for the first.
        connection.Execute("pragma synchronous = full; pragma busy_timeout = 30000");
        return connection;
    }

    /// <summary>An entry in the types SQLite has.</summary>
    private sealed record EntryRow(long Version, string Key, string Kind, string At, string By, string Content, string Hash)
    {
        public StoredEntry ToEntry() =>
            new((int)Version, Key, Kind, DateTimeOffset.Parse(At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), By, Content, Hash);
    }
}
