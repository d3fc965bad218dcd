using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Microsoft.DurableTask.Engine;

/// <summary>
/// The engine's directory and file: locked for one process, found undamaged, opened in WAL mode, brought to the newest schema.
/// </summary>
internal sealed class EngineFile : IEngineDatabase
{
    private readonly FileStream _lock;
    private readonly string _file;
    private readonly int _patience;
    private readonly ConcurrentBag<HistoryStore> _opened = [];

    /// <param name="patience">Seconds to wait for another program that has the file locked, a backup for example.</param>
    public EngineFile(string directory, int patience = 5)
    {
        _lock = Lock(directory);
        var file = Path.Combine(directory, "engine.db");
        (_file, _patience) = (file, patience);
        Connection = new SqliteConnection(Source(file, patience, SqliteOpenMode.ReadWriteCreate));
        try
        {
            if (File.Exists(file))
            {
                ThrowIfNotWritable(file);
                ThrowIfDamaged(file, patience);
            }

            Connection.Open();
            Execute("PRAGMA journal_mode = WAL");
            Execute("PRAGMA synchronous = FULL");
            EngineSchema.Upgrade(Connection);
            _opened.Add(Store = new HistoryStore(Connection));
        }
        catch (Exception trouble)
        {
            Dispose();
            if (trouble is SqliteException cause && EngineFileException.Of(cause, file) is { } known)
                throw known;
            throw;
        }
    }

    public HistoryStore Store { get; }

    internal SqliteConnection Connection { get; }

    public HistoryStore OpenToRead()
    {
        var connection = new SqliteConnection(Source(_file, _patience, SqliteOpenMode.ReadOnly));
        try
        {
            connection.Open();
            var store = new HistoryStore(connection);
            _opened.Add(store);
            return store;
        }
        catch (SqliteException cause) when (EngineFileException.Of(cause, _file) is { } known)
        {
            connection.Dispose();
            throw known;
        }
    }

    public void Dispose()
    {
        foreach (var store in _opened)
            store.Dispose();
        Connection.Dispose();
        _lock.Dispose();
    }

    private static FileStream Lock(string directory)
    {
        var file = Path.Combine(directory, "engine.lock");
        try
        {
            Directory.CreateDirectory(directory);
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (File.Exists(file))
        {
            throw new EngineFileException(
                $"The engine directory '{directory}' is used by another process. One process runs an engine directory.", taken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw EngineFileException.NotUsable(file, refused);
        }
    }

    // SQLite opens what may only be read all the same. It would break at the first step, and leave files beside it that may only be read.
    private static void ThrowIfNotWritable(string file)
    {
        try
        {
            using var probe = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw EngineFileException.NotUsable(file, refused);
        }
    }

    // Through a connection that writes nothing: one that may write would move the log into a damaged file when it is closed.
    private static void ThrowIfDamaged(string file, int patience)
    {
        using var connection = new SqliteConnection(Source(file, patience, SqliteOpenMode.ReadOnly));
        connection.Open();
        using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA quick_check(1)";
        if (check.ExecuteScalar() is string how and not "ok")
            throw EngineFileException.Damaged(file, $"{how}.");
    }

    private static string Source(string file, int patience, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = patience }.ToString();

    private void Execute(string text)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
