namespace Microsoft.DurableTask.Engine;

/// <summary>
/// Instances with something to do, each at most once at a time, and work beside them; and whether there is any of it. Work is counted
/// from the moment it is known until it is done, so "idle" has no gaps.
/// </summary>
internal sealed class WorkQueue
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _stepping = [];
    private readonly HashSet<string> _again = [];
    private int _work;
    private TaskCompletionSource _idle = Done();

    public int Count
    {
        get
        {
            lock (_gate)
                return _work;
        }
    }

    /// <summary>True when the caller must run a step of the instance now; false when one is running, which will be followed by another.</summary>
    public bool TryBeginStep(string instance)
    {
        lock (_gate)
        {
            if (!_stepping.Add(instance))
            {
                _again.Add(instance);
                return false;
            }

            Add();
            return true;
        }
    }

    /// <summary>True when the instance got something new meanwhile and must be stepped again.</summary>
    public bool EndStep(string instance)
    {
        lock (_gate)
        {
            if (_again.Remove(instance))
                return true;
            _stepping.Remove(instance);
            Remove();
            return false;
        }
    }

    /// <summary>Runs something beside the steps.</summary>
    public void Run(Func<Task> work)
    {
        lock (_gate)
            Add();
        _ = Task.Run(async () =>
        {
            try
            {
                await work();
            }
            finally
            {
                lock (_gate)
                    Remove();
            }
        });
    }

    public Task WhenIdleAsync(CancellationToken cancellation)
    {
        lock (_gate)
            return _idle.Task.WaitAsync(cancellation);
    }

    private void Add()
    {
        if (_work++ == 0)
            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private void Remove()
    {
        if (--_work == 0)
            _idle.SetResult();
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}
