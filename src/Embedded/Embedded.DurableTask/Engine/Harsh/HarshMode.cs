using System.Collections.Concurrent;

namespace Microsoft.DurableTask.Engine.Harsh;

/// <summary>
/// How the engine is as unkind as the Functions host may be, for tests. It does what the host was seen to do and what its queues allow, only
/// more often; docs/runtime-differences.md lists it.
/// </summary>
internal sealed class HarshMode(int seed, TimeProvider time)
{
    private readonly ConcurrentQueue<string> _broken = new();

    public HarshDice Dice { get; } = new(seed);

    /// <summary>Activities that threw because they had run before: each is an error of the app.</summary>
    public IReadOnlyCollection<string> BrokenRepeats => _broken;

    /// <summary>The host loses an event to an instance that is Pending; the client's call succeeds.</summary>
    public static bool Loses(InstanceRecord? instance) => instance?.Status == InstanceRecord.Pending;

    public void Note(string broken) => _broken.Enqueue(broken);

    /// <summary>
    /// Until when an instance is not looked at though it has a message: the queue of its partition is polled late. What comes for it meanwhile
    /// is taken with it, so its messages keep their order, while those of other instances overtake them.
    /// </summary>
    public DateTimeOffset? HeldUntil(string instance)
    {
        var random = Dice.For($"held/{instance}");
        return random.Next(4) == 0 ? time.GetUtcNow() + (TimeSpan.FromSeconds(25) * random.NextDouble()) : null;
    }

    /// <summary>A timer of the host may be up to a second early, and some seconds late.</summary>
    public DateTimeOffset FiresAt(string instance, DateTimeOffset due)
    {
        var random = Dice.For($"timer/{instance}");
        return due + (random.Next(2) == 0 ? TimeSpan.FromSeconds(-1) : TimeSpan.FromSeconds(12)) * random.NextDouble();
    }

    /// <summary>True when a step that was run is lost before it is written, so that the instance is replayed and runs it again.</summary>
    public bool LosesStep(string instance) => Dice.For($"step/{instance}").Next(4) == 0;

    /// <summary>
    /// What one step takes of the messages that are due, at least one; the rest comes in a step of its own. The beginning is first. Events of
    /// clients keep their order, and so do timers; between different senders there is none on the host.
    /// </summary>
    public IReadOnlyList<Message> BatchOf(string instance, IReadOnlyList<Message> due)
    {
        var random = Dice.For($"batch/{instance}");
        var bySender = due.GroupBy(SenderOf).ToDictionary(static g => g.Key, static g => new Queue<Message>(g));
        var senders = due.Select(SenderOf).ToArray();
        random.Shuffle(senders);
        return [.. senders.Select(s => bySender[s].Dequeue()).OrderBy(static m => m.Event.Kind == EventKind.ExecutionStarted ? 0 : 1).Take(random.Next(due.Count) + 1)];
    }

    // Each activity and child answers once.
    private static (EventKind Kind, int? Task) SenderOf(Message message) =>
        message.Event.Kind is EventKind.TimerFired or EventKind.EventRaised ? (message.Event.Kind, null) : (message.Event.Kind, message.Event.Task);
}
