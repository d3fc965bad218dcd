using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Embedded.Benchmarks;

/// <summary>What the disk gives, without an engine: rows of a hundred bytes, each committed by itself, and a hundred to a commit.</summary>
internal static class CommitCase
{
    private const int Rows = 2_000;

    public static void Run(string flush, int runs)
    {
        var load = Measured.Load();
        foreach (var group in new[] { 1, 100 })
        {
            var rates = Enumerable.Range(0, runs).Select(_ => RowsPerSecond(group, flush)).ToList();
            Measured.Print("f", $"rows, {group} to a commit", Rows * group, "per second", flush, rates, load);
        }
    }

    private static double RowsPerSecond(int group, string flush)
    {
        using var directory = new BenchmarkDirectory();
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory.Path, "raw.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; CREATE TABLE raw (id INTEGER PRIMARY KEY, text TEXT)";
        command.ExecuteNonQuery();
        BenchmarkEngine.Flush(connection, flush);
        command.CommandText = $"INSERT INTO raw (text) VALUES ('{new string('x', 100)}')";
        var start = Stopwatch.GetTimestamp();
        for (var commit = 0; commit < Rows; commit++)
        {
            using var transaction = connection.BeginTransaction();
            command.Transaction = transaction;
            for (var row = 0; row < group; row++)
                command.ExecuteNonQuery();
            transaction.Commit();
        }

        return Rows * group / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
