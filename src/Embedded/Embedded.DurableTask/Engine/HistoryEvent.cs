namespace Microsoft.DurableTask.Engine;

internal enum EventKind
{
    /// <summary>A step began; its time is what the orchestrator takes for now.</summary>
    StepStarted,
    ExecutionStarted,
    ActivityScheduled,
    ActivityCompleted,
    ActivityFailed,
    TimerCreated,
    TimerFired,
    ChildStarted,
    ChildCompleted,
    ChildFailed,
    EventRaised,
}

/// <summary>One thing that happened to an instance.</summary>
/// <param name="Task">Number of the call it belongs to.</param>
/// <param name="Name">Name of activity, child or event; for a child also its id.</param>
/// <param name="Payload">Input, result or failure message.</param>
internal sealed record HistoryEvent(EventKind Kind, int? Task = null, string? Name = null, string? Payload = null, DateTimeOffset? At = null)
{
    /// <summary>Written because the orchestrator called for it, as opposed to what came from outside.</summary>
    public bool IsCall => Kind is EventKind.ActivityScheduled or EventKind.TimerCreated or EventKind.ChildStarted;

    public override string ToString() => Kind switch
    {
        EventKind.TimerCreated => $"timer until {At:O}",
        EventKind.ActivityScheduled => $"activity '{Name}'",
        EventKind.ChildStarted => $"sub-orchestration '{Name}'",
        _ => $"{Kind} {Name}",
    };
}

/// <summary>An event on its way to an instance.</summary>
internal sealed record Message(long Sequence, string Instance, string? Execution, HistoryEvent Event);

/// <summary>An activity that was scheduled and has no result yet.</summary>
internal sealed record ActivityWork(
    long Sequence, string Instance, string Execution, int Task, string Name, string? Input, string? Trace = null);

/// <summary>Who waits for a child.</summary>
internal sealed record ParentCall(string Instance, string Name, string Execution, int Task);

internal sealed record InstanceRecord(
    string Id,
    string Execution,
    string Name,
    string Version,
    string Status,
    string? Input,
    string? Output,
    string? Failure,
    ParentCall? Parent,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string? Trace = null)
{
    public const string Pending = "Pending";
    public const string Running = "Running";
    public const string Completed = "Completed";
    public const string Failed = "Failed";

    public bool HasEnded => Status is Completed or Failed;
}

/// <summary>What a step begins with.</summary>
internal sealed record InstanceView(InstanceRecord? Instance, IReadOnlyList<Message> Due, IReadOnlyList<HistoryEvent> History);
