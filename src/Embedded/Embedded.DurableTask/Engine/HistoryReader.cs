using Microsoft.Data.Sqlite;

namespace Microsoft.DurableTask.Engine;

/// <summary>Reads histories from an engine's file beside or without the engine: it takes no lock and writes nothing.</summary>
internal sealed class HistoryReader : IDisposable
{
    private readonly HistoryStore _store;

    /// <exception cref="EngineFileException">There is no engine's file, or it cannot be read.</exception>
    public HistoryReader(string directory)
    {
        var file = Path.Combine(directory, "engine.db");
        if (!File.Exists(file))
            throw new EngineFileException($"There is no engine's file '{file}'.");
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            EngineSchema.ThrowIfOther(connection);
        }
        catch (Exception trouble)
        {
            connection.Dispose();
            if (trouble is SqliteException cause && EngineFileException.Of(cause, file) is { } known)
                throw known;
            throw;
        }

        _store = new HistoryStore(connection);
    }

    /// <summary>All instances, in the order of their names.</summary>
    public IReadOnlyList<(string Id, string Name, string Status)> Instances() => _store.Instances();

    public RecordedHistory? Find(string id) =>
        _store.View(id, DateTimeOffset.MaxValue) is { Instance: { } instance, History: var history } ? RecordedHistory.Of(instance, history) : null;

    public void Dispose() => _store.Dispose();
}
