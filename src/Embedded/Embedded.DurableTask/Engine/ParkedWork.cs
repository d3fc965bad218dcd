namespace Microsoft.DurableTask.Engine;

/// <summary>
/// Work that could not be written, oldest first and each once. It is tried again when something else could be written: one piece at a time,
/// so that a file without room is asked once, and one with room again lets all of it go on.
/// </summary>
internal sealed class ParkedWork
{
    private readonly Lock _gate = new();
    private readonly Queue<(string Name, Action GoOn)> _parked = new();
    private readonly HashSet<string> _names = [];

    public IReadOnlyCollection<string> Names
    {
        get
        {
            lock (_gate)
                return [.. _parked.Select(static p => p.Name)];
        }
    }

    public void Add(string name, Action goOn)
    {
        lock (_gate)
        {
            if (_names.Add(name))
                _parked.Enqueue((name, goOn));
        }
    }

    /// <summary>Lets the oldest go on; it comes back if it fails again, and calls this if it does not.</summary>
    public void GoOn()
    {
        (string Name, Action GoOn) oldest;
        lock (_gate)
        {
            if (!_parked.TryDequeue(out oldest))
                return;
            _names.Remove(oldest.Name);
        }

        oldest.GoOn();
    }
}
