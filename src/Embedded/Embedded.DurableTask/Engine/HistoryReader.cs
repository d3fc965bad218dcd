using Microsoft.Data.Sqlite;

namespace Microsoft.DurableTask.Engine;

/// <summary>Reads histories from an engine's file beside or without the engine: it takes no lock and writes nothing.</summary>
internal sealed class HistoryReader : IDisposable
{
    private readonly SqliteConnection _connection;

    /// <exception cref="EngineFileException">There is no engine's file, or it cannot be read.</exception>
    public HistoryReader(string directory)
    {
        var file = Path.Combine(directory, "engine.db");
        if (!File.Exists(file))
            throw new EngineFileException($"There is no engine's file '{file}'.");
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        Guarded(() =>
        {
            _connection.Open();
            return true;
        });
    }

    /// <summary>All instances, in the order of their names.</summary>
    public IReadOnlyList<(string Id, string Name, string Status)> Instances() => Guarded(() =>
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT id, name, status FROM instance ORDER BY name, id";
        using var reader = command.ExecuteReader();
        var instances = new List<(string, string, string)>();
        while (reader.Read())
            instances.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return instances;
    });

    public RecordedHistory? Find(string id) => Guarded(() =>
    {
        var (instance, _, history) = new HistoryStore(_connection).View(id, DateTimeOffset.MaxValue);
        return instance is null ? null : RecordedHistory.Of(instance, history);
    });

    public void Dispose() => _connection.Dispose();

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException trouble) when (EngineFileException.Of(trouble, _connection.DataSource) is { } known)
        {
            throw known;
        }
    }
}
