using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine.Harsh;

/// <summary>
/// How the engine is as unkind as the Functions host may be, for tests: it does what the host was seen to do and what its queues allow,
/// only more often. docs/runtime-differences.md lists it.
/// </summary>
internal sealed class HarshMode
{
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Earliest = TimeSpan.FromSeconds(-1);
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(12);

    private readonly ConcurrentQueue<string> _broken = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public HarshMode(int seed, TimeProvider time, ILogger logger)
    {
        (Dice, _time, _logger) = (new HarshDice(seed), time, logger);
        HarshLogs.Started(logger, seed);
    }

    public HarshDice Dice { get; }

    /// <summary>Activities that threw because they had run before: each is an error of the app.</summary>
    public IReadOnlyCollection<string> BrokenRepeats => _broken;

    public void NoteBroken(string instance, string activity, Repeat way, Exception failure)
    {
        HarshLogs.RepeatBroke(_logger, failure, instance, activity, way);
        _broken.Enqueue($"{instance}: activity {activity} threw because it had run before ({way}): {failure.Message}");
    }

    /// <summary>The host loses an event to an instance that is Pending; the client's call succeeds.</summary>
    public bool LosesEvent(InstanceRecord? instance, string name)
    {
        if (instance?.Status != InstanceRecord.Pending)
            return false;
        HarshLogs.EventLost(_logger, instance.Id, name);
        return true;
    }

    /// <summary>
    /// Until when an instance is not looked at for a message that has come: its partition is polled late. Messages of other instances
    /// overtake it; a later one of its own that is not held brings it along, so that nothing overtakes it there.
    /// </summary>
    public DateTimeOffset? HeldUntil(string instance)
    {
        var random = Dice.For($"held/{instance}");
        return random.Next(4) == 0 ? _time.GetUtcNow() + (LongestPoll * random.NextDouble()) : null;
    }

    /// <summary>A timer of the host may be up to a second early, and some seconds late.</summary>
    public DateTimeOffset FiresAt(string instance, DateTimeOffset due)
    {
        var random = Dice.For($"timer/{instance}");
        return due + ((random.Next(2) == 0 ? Earliest : Latest) * random.NextDouble());
    }

    /// <summary>True when a step that was run is lost before it is written, so that the instance is replayed and runs it again.</summary>
    public bool LosesStep(string instance) => Dice.For($"step/{instance}").Next(4) == 0;

    /// <summary>
    /// What one step takes of the messages that are due, at least one; the rest comes in a step of its own. The beginning is first. The
    /// host orders what one sender sends one instance, and nothing else: events of clients keep their order, and so do timers.
    /// </summary>
    public IReadOnlyList<Message> BatchOf(string instance, IReadOnlyList<Message> due)
    {
        var random = Dice.For($"batch/{instance}");
        var bySender = due.GroupBy(SenderOf).ToDictionary(static g => g.Key, static g => new Queue<Message>(g));
        var senders = due.Select(SenderOf).ToArray();
        random.Shuffle(senders);
        return
        [
            .. senders.Select(s => bySender[s].Dequeue())
                .OrderBy(static m => m.Event.Kind == EventKind.ExecutionStarted ? 0 : 1)
                .Take(random.Next(due.Count) + 1),
        ];
    }

    // Each activity and child answers once, and is a sender of its own.
    private static (EventKind Kind, int? Task) SenderOf(Message message)
    {
        var kind = message.Event.Kind;
        return (kind, kind is EventKind.TimerFired or EventKind.EventRaised ? null : message.Event.Task);
    }
}
