using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Microsoft.DurableTask.Engine;

/// <summary>
/// The statements of one connection, each compiled once; values come in the order in which their names first stand. One user at a time.
/// They go to SQLite itself: a command of ADO.NET costs several times what the statement does (docs/decisions/0005).
/// </summary>
internal sealed class Statements : IDisposable
{
    private readonly Dictionary<string, sqlite3_stmt> _compiled = [];
    private readonly sqlite3 _database;

    public Statements(SqliteConnection connection)
    {
        _database = connection.Handle!;
        // What a command of the connection would wait for a lock.
        Check(raw.sqlite3_busy_timeout(_database, connection.DefaultTimeout * 1000));
    }

    /// <summary>Number of the row that was inserted last.</summary>
    public long LastRow => raw.sqlite3_last_insert_rowid(_database);

    /// <summary>Number of rows changed.</summary>
    public int Write(string text, params ReadOnlySpan<object?> values)
    {
        Run(Bound(text, values), static _ => { });
        return raw.sqlite3_changes(_database);
    }

    public List<T> Read<T>(string text, Func<Row, T> read, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        Run(Bound(text, values), row => rows.Add(read(row)));
        return rows;
    }

    /// <summary>All of it is written, or nothing.</summary>
    public void Whole(Action work) => InTransaction("BEGIN IMMEDIATE", work);

    /// <summary>All of it is read as of one moment.</summary>
    public void AtOnce(Action work) => InTransaction("BEGIN", work);

    public void Dispose()
    {
        foreach (var statement in _compiled.Values)
            statement.Dispose();
    }

    private void InTransaction(string begin, Action work)
    {
        Write(begin);
        try
        {
            work();
            Write("COMMIT");
        }
        catch
        {
            // Without room on the disk SQLite has done it by itself.
            if (raw.sqlite3_get_autocommit(_database) == 0)
                Write("ROLLBACK");
            throw;
        }
    }

    private void Run(sqlite3_stmt statement, Action<Row> take)
    {
        try
        {
            int result;
            while ((result = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
                take(new Row(statement));
            if (result != raw.SQLITE_DONE)
                Check(result);
        }
        finally
        {
            // It says again what was said above.
            _ = raw.sqlite3_reset(statement);
        }
    }

    private sqlite3_stmt Bound(string text, ReadOnlySpan<object?> values)
    {
        if (!_compiled.TryGetValue(text, out var statement))
        {
            Check(raw.sqlite3_prepare_v2(_database, text, out statement));
            _compiled[text] = statement;
        }

        for (var i = 0; i < values.Length; i++)
            Check(Bind(statement, i + 1, values[i]));
        return statement;
    }

    private static int Bind(sqlite3_stmt statement, int position, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, position),
        string text => raw.sqlite3_bind_text(statement, position, Encoding.UTF8.GetBytes(text).AsSpan()),
        int number => raw.sqlite3_bind_int64(statement, position, number),
        long number => raw.sqlite3_bind_int64(statement, position, number),
        _ => throw new ArgumentException($"There is no column for a {value.GetType()}.", nameof(value)),
    };

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}

/// <summary>A row of a result, as long as it is the current one.</summary>
internal readonly struct Row(sqlite3_stmt statement)
{
    public string? Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;
}
