using System.Collections.Concurrent;

namespace Microsoft.DurableTask.Engine;

/// <summary>
/// The one that writes. Whatever has come while it wrote is committed together, so that one flush of the disk serves many; nobody is told
/// before it is on the disk.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    // Bounds what is held in memory and how long the first of a group waits for the last.
    private const int Largest = 500;

    private readonly BlockingCollection<Change> _waiting = [];
    private readonly HistoryStore _store;
    private readonly Action? _committing;
    private readonly Thread _writer;

    /// <param name="committing">Called when a group's changes are made and its commit is not.</param>
    public GroupCommit(HistoryStore store, Action? committing)
    {
        (_store, _committing) = (store, committing);
        _writer = new Thread(Run) { IsBackground = true, Name = "Engine writer" };
        _writer.Start();
    }

    public int Waiting => _waiting.Count;

    /// <summary>Completes when it is on the disk.</summary>
    /// <exception cref="EngineFileException">The file cannot be written. Nothing of the change is.</exception>
    public Task<T> WriteAsync<T>(Func<HistoryStore, T> change)
    {
        var waiting = new Change<T>(change);
        _waiting.Add(waiting);
        return waiting.Written;
    }

    /// <summary>Writes what has come and takes no more.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        _writer.Join();
    }

    private void Run()
    {
        var group = new List<Change>();
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < Largest && _waiting.TryTake(out var next))
                group.Add(next);
            Commit(group);
            group.Clear();
        }
    }

    private void Commit(IReadOnlyList<Change> group)
    {
        try
        {
            _store.Together(() =>
            {
                foreach (var change in group)
                    change.Make(_store);
                _committing?.Invoke();
            });
        }
        // Locked: each of them would wait as long again.
        catch (Exception trouble) when (group.Count == 1 || trouble is EngineFileException { IsLocked: true })
        {
            foreach (var change in group)
                change.Fail(trouble);
            return;
        }
        catch (Exception)
        {
            // One of them is at fault, or too large for the room that is left: by itself, it fails alone.
            foreach (var change in group)
                Commit([change]);
            return;
        }

        foreach (var change in group)
            change.Tell();
    }

    private abstract class Change
    {
        public abstract void Make(HistoryStore store);

        public abstract void Tell();

        public abstract void Fail(Exception trouble);
    }

    private sealed class Change<T>(Func<HistoryStore, T> change) : Change
    {
        private readonly TaskCompletionSource<T> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Written => _written.Task;

        public override void Make(HistoryStore store) => _result = change(store);

        public override void Tell() => _written.SetResult(_result!);

        public override void Fail(Exception trouble) => _written.SetException(trouble);
    }
}
