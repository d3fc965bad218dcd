using System.Collections.Concurrent;

namespace Microsoft.DurableTask.Engine;

/// <summary>Connections that see what is committed, each used by one at a time and kept for the next.</summary>
internal sealed class ReadConnections(IEngineDatabase database)
{
    private readonly ConcurrentBag<HistoryStore> _free = [];

    public T Read<T>(Func<HistoryStore, T> read)
    {
        if (!_free.TryTake(out var store))
            store = database.OpenToRead();
        try
        {
            return read(store);
        }
        finally
        {
            _free.Add(store);
        }
    }
}
