using Microsoft.Data.Sqlite;

namespace Microsoft.DurableTask.Engine;

/// <summary>The engine's directory and its file: locked for one process, opened in WAL mode, brought to the newest schema.</summary>
internal sealed class EngineFile : IDisposable
{
    private readonly FileStream _lock;

    public EngineFile(string directory)
    {
        Directory.CreateDirectory(directory);
        try
        {
            _lock = new FileStream(Path.Combine(directory, "engine.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new InvalidOperationException($"The engine directory '{directory}' is used by another process. One process runs an engine directory.", taken);
        }

        Connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "engine.db"), Pooling = false }.ToString());
        Connection.Open();
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        EngineSchema.Upgrade(Connection);
    }

    public SqliteConnection Connection { get; }

    public void Dispose()
    {
        Connection.Dispose();
        _lock.Dispose();
    }

    private void Execute(string text)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
