namespace Microsoft.DurableTask.Engine;

/// <summary>When the next messages are due. One timer of the clock, set to the earliest.</summary>
internal sealed class TimerQueue : IDisposable
{
    // A timer of the clock takes at most about 49 days; a longer wait is set again when this is over.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private readonly Lock _gate = new();
    private readonly SortedSet<(DateTimeOffset Due, string Instance, int Task)> _due = [];

    // The same by instance: one of ten thousand that ends does not look through the timers of the others.
    private readonly Dictionary<string, List<(DateTimeOffset Due, int Task)>> _ofInstance = [];
    private readonly TimeProvider _time;
    private readonly Action<string> _fire;
    private readonly ITimer _timer;

    public TimerQueue(TimeProvider time, Action<string> fire)
    {
        (_time, _fire) = (time, fire);
        _timer = time.CreateTimer(static state => ((TimerQueue)state!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public DateTimeOffset? Next
    {
        get
        {
            lock (_gate)
                return _due.Count == 0 ? null : _due.Min.Due;
        }
    }

    public void Add(DateTimeOffset due, string instance, int task)
    {
        lock (_gate)
        {
            if (!_due.Add((due, instance, task)))
                return;
            if (!_ofInstance.TryGetValue(instance, out var timers))
                _ofInstance[instance] = timers = [];
            timers.Add((due, task));
            Set();
        }
    }

    public void Remove(string instance, Func<int, bool> task)
    {
        lock (_gate)
        {
            if (!_ofInstance.TryGetValue(instance, out var timers))
                return;
            foreach (var (due, number) in timers.Where(t => task(t.Task)).ToList())
                Remove((due, instance, number));
            Set();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Fire()
    {
        List<string> instances = [];
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            while (_due.Count > 0 && _due.Min.Due <= now)
            {
                instances.Add(_due.Min.Instance);
                Remove(_due.Min);
            }

            Set();
        }

        foreach (var instance in instances)
            _fire(instance);
    }

    private void Remove((DateTimeOffset Due, string Instance, int Task) timer)
    {
        _due.Remove(timer);
        var timers = _ofInstance[timer.Instance];
        timers.Remove((timer.Due, timer.Task));
        if (timers.Count == 0)
            _ofInstance.Remove(timer.Instance);
    }

    private void Set()
    {
        if (_due.Count == 0)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var wait = _due.Min.Due - _time.GetUtcNow();
        _timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait, Timeout.InfiniteTimeSpan);
    }
}
