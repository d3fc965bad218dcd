using RdsCalOrchestrator.Simulator.Estate;

namespace RdsCalOrchestrator.Simulator.Throttling;

/// <summary>
/// Counts calls and, where the estate has its throttling on, refuses those over a limit. Full buckets after a start: nobody kept them.
/// </summary>
internal sealed class ArmThrottle(SimulatedEstate estate)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(ArmLimit Limit, string Of), TokenBucket> _buckets = [];
    private readonly Dictionary<string, int> _calls = [];
    private readonly Dictionary<string, int> _refused = [];

    /// <summary>A call was made; counted also when it is refused, and when nothing is ever refused.</summary>
    public ThrottleAnswer Take(ThrottledCall call)
    {
        var isOn = estate.Read(static s => s.Throttling);
        lock (_gate)
        {
            _calls[call.Kind] = _calls.GetValueOrDefault(call.Kind) + 1;
            if (!isOn)
                return new([], null);
            var buckets = call.Limits.Select(limit => (Limit: limit, Bucket: Bucket(limit, call))).ToList();
            // Resource Manager first: what it refuses Compute never sees.
            var empty = buckets.Find(static b => !b.Bucket.TryTake());
            if (empty.Limit is not null)
                _refused[empty.Limit.Name] = _refused.GetValueOrDefault(empty.Limit.Name) + 1;
            return new(
                [.. buckets.Select(static b => (b.Limit, b.Bucket.Left))],
                empty.Limit is null ? null : new(empty.Limit, empty.Bucket.SecondsToNext()));
        }
    }

    public ThrottleCount Count()
    {
        var isOn = estate.Read(static s => s.Throttling);
        lock (_gate)
            return new(isOn, new Dictionary<string, int>(_calls), new Dictionary<string, int>(_refused));
    }

    private TokenBucket Bucket(ArmLimit limit, ThrottledCall call)
    {
        var now = estate.Time.GetUtcNow();
        var of = limit.Scope switch
        {
            LimitScope.Machine => call.Machine,
            LimitScope.Region => $"{call.Subscription}/{call.Region}",
            _ => call.Subscription,
        };
        var key = (limit, of.ToLowerInvariant());
        if (!_buckets.TryGetValue(key, out var bucket))
            _buckets[key] = bucket = new(limit.Capacity, limit.PerSecond, now);
        bucket.Fill(now);
        return bucket;
    }
}

/// <param name="Kind"><c>put</c>, <c>delete</c>, <c>get</c>, <c>list</c>, <c>getMachine</c> or <c>getOperation</c>.</param>
internal sealed record ThrottledCall(string Kind, string Subscription, string Region, string Machine, IReadOnlyList<ArmLimit> Limits);

/// <param name="Left">What each limit of the call has left.</param>
/// <param name="Refusal">Null: the call may pass.</param>
internal sealed record ThrottleAnswer(IReadOnlyList<(ArmLimit Limit, int Left)> Left, ThrottleRefusal? Refusal);

internal sealed record ThrottleRefusal(ArmLimit Limit, int RetryAfterSeconds);

/// <param name="Calls">By kind, refused ones too.</param>
/// <param name="Refused">By the limit that was passed.</param>
internal sealed record ThrottleCount(bool On, IReadOnlyDictionary<string, int> Calls, IReadOnlyDictionary<string, int> Refused);
