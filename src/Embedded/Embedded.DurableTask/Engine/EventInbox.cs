namespace Microsoft.DurableTask.Engine;

/// <summary>
/// External events of one execution. The newest waiter of a name is served first, and a cancelled waiter keeps its place and swallows one, as
/// on the host; what nobody waits for is kept in order.
/// </summary>
internal sealed class EventInbox
{
    private readonly Dictionary<string, Stack<Action<string?>>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<HistoryEvent>> _kept = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<HistoryEvent> Unprocessed => _kept.Values.SelectMany(static q => q);

    public bool HasWaiters => _waiters.Values.Any(static stack => stack.Count > 0);

    public void DropKept() => _kept.Clear();

    public bool TryTake(string name, out string? payload)
    {
        payload = null;
        if (!_kept.TryGetValue(name, out var queue) || !queue.TryDequeue(out var oldest))
            return false;
        payload = oldest.Payload;
        return true;
    }

    public void Wait(string name, Action<string?> waiter)
    {
        if (!_waiters.TryGetValue(name, out var stack))
            _waiters[name] = stack = new Stack<Action<string?>>();
        stack.Push(waiter);
    }

    public void Raise(HistoryEvent raised)
    {
        if (_waiters.TryGetValue(raised.Name!, out var stack) && stack.TryPop(out var newest))
        {
            newest(raised.Payload);
            return;
        }

        if (!_kept.TryGetValue(raised.Name!, out var queue))
            _kept[raised.Name!] = queue = new Queue<HistoryEvent>();
        queue.Enqueue(raised);
    }
}
