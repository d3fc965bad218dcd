namespace RdsCalOrchestrator.Simulator.Throttling;

/// <summary>One of Azure's limits: full at first, emptied by calls, refilled by time. Under the lock of its owner.</summary>
internal sealed class TokenBucket(double capacity, double perSecond, DateTimeOffset now)
{
    // The first filling makes it what the bucket holds.
    private double _tokens = double.PositiveInfinity;
    private DateTimeOffset _filled = now;

    /// <summary>Whole calls that are left.</summary>
    public int Left => (int)_tokens;

    public void Fill(DateTimeOffset at)
    {
        _tokens = Math.Min(capacity, _tokens + ((at - _filled).TotalSeconds * perSecond));
        _filled = at;
    }

    public bool TryTake()
    {
        // Sums of fractions come out a little short of a whole call.
        if (_tokens < 1 - 1e-9)
            return false;
        _tokens = Math.Max(0, _tokens - 1);
        return true;
    }

    public int SecondsToNext() => Math.Max(1, (int)Math.Ceiling(((1 - _tokens) / perSecond) - 1e-9));
}
