namespace RdsCalOrchestrator.Functions;

/// <summary>
/// What went wrong with some of what a timer looks after. One migration that cannot be read, because a newer version wrote it or a key is
/// lost, must not keep those after it from their turn.
/// </summary>
internal sealed class Failures(CancellationToken cancellation)
{
    private readonly List<Exception> _all = [];

    internal async Task CatchAsync(object one, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception why) when (!cancellation.IsCancellationRequested)
        {
            _all.Add(new InvalidOperationException($"{one}: {why.Message}", why));
        }
    }

    /// <summary>At the end, so that the timer is seen to have failed.</summary>
    internal void Throw()
    {
        if (_all.Count > 0)
            throw new AggregateException(_all);
    }
}
