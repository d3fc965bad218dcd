using Dapper;
using Microsoft.Data.Sqlite;

namespace RdsCalOrchestrator.Functions.Records.Schema;

/// <summary>Brings a journal's file to the newest of the numbered scripts; the file's <c>user_version</c> is the last one it has.</summary>
internal static class SqliteSchema
{
    private const int Newest = 1;

    public static void Apply(SqliteConnection connection)
    {
        // Kept in the file, and not allowed inside a transaction.
        connection.Execute("pragma journal_mode = wal");

        // Immediate: of several processes that start on a new file one creates it and the others find it done.
        using var transaction = connection.BeginTransaction(deferred: false);
        var version = connection.ExecuteScalar<int>("pragma user_version", transaction: transaction);
        if (version > Newest)
            throw new InvalidOperationException($"The journal has schema {version}; this version of the program knows {Newest}.");
        for (var next = version + 1; next <= Newest; next++)
            connection.Execute($"{Script(next)}; pragma user_version = {next}", transaction: transaction);
        transaction.Commit();
    }

    private static string Script(int number)
    {
        using var resource = typeof(SqliteSchema).Assembly.GetManifestResourceStream($"Records/Schema/{number:000}.sql")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
