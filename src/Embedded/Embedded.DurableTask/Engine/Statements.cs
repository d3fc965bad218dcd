using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Microsoft.DurableTask.Engine;

/// <summary>The statements of one connection, each compiled once. One user at a time.</summary>
internal sealed class Statements(SqliteConnection connection)
{
    private readonly Dictionary<string, SqliteCommand> _compiled = [];

    /// <summary>Number of rows changed.</summary>
    public int Write(string text, params ReadOnlySpan<(string Name, object? Value)> parameters) => Bound(text, parameters).ExecuteNonQuery();

    public List<T> Read<T>(string text, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var reader = Bound(text, parameters).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>All of it is written, or nothing.</summary>
    public void Whole(Action work) => InTransaction("BEGIN IMMEDIATE", work);

    /// <summary>All of it is read as of one moment.</summary>
    public void AtOnce(Action work) => InTransaction("BEGIN", work);

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
            if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
                Write("ROLLBACK");
            throw;
        }
    }

    private SqliteCommand Bound(string text, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_compiled.TryGetValue(text, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = text;
            foreach (var (name, _) in parameters)
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
            _compiled[text] = command;
        }

        for (var i = 0; i < parameters.Length; i++)
            command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        return command;
    }
}
