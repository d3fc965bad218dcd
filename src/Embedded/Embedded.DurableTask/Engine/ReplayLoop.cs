using System.Collections.Concurrent;

namespace Microsoft.DurableTask.Engine;

/// <summary>The one logical thread of a step: continuations are queued here and run in order, between one event and the next.</summary>
internal sealed class ReplayLoop : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private volatile bool _foreign;

    /// <summary>Something that is not the context's finished on a thread of its own and came back here.</summary>
    public bool WasAwaitedOutside => _foreign;

    public bool IsHere => Environment.CurrentManagedThreadId == _thread && ReferenceEquals(Current, this);

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != _thread)
            _foreign = true;
        else
            _queue.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Replayed code awaits only its context.");

    /// <summary>Runs <paramref name="start"/> and all that follows from it at once.</summary>
    public void Run(Action start)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            start();
            while (_queue.TryDequeue(out var next))
                next.Callback(next.State);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
