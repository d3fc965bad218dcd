using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Engine;

/// <summary>An engine's database without a file. It outlives the engines that are opened on it, one after the other.</summary>
internal sealed class MemoryDatabase : IEngineDatabase
{
    public MemoryDatabase()
    {
        Connection.Open();
        EngineSchema.Upgrade(Connection);
        Store = new HistoryStore(Connection);
    }

    public HistoryStore Store { get; }

    public SqliteConnection Connection { get; } = new("Data Source=:memory:;Pooling=False");

    /// <summary>There is one connection; whoever reads waits until what is being written is committed.</summary>
    public HistoryStore OpenToRead() => Store;

    /// <summary>Called when no engine will be opened on it again.</summary>
    public void Forget() => Store.Dispose();

    /// <summary>Called by each engine that stops.</summary>
    void IDisposable.Dispose()
    {
    }
}
