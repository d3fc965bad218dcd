using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Engine;

/// <summary>An engine's database without a file. It outlives the engines that are opened on it, one after the other.</summary>
internal sealed class MemoryDatabase : IEngineDatabase
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:;Pooling=False");

    public MemoryDatabase()
    {
        _connection.Open();
        EngineSchema.Upgrade(_connection);
        Store = new HistoryStore(_connection);
    }

    public HistoryStore Store { get; }

    /// <summary>There is one connection; whoever reads waits until what is being written is committed.</summary>
    public HistoryStore OpenToRead() => Store;

    /// <summary>Called by each engine that stops.</summary>
    void IDisposable.Dispose()
    {
    }
}
