namespace Microsoft.DurableTask.Engine;

/// <summary>All that one step changes, written in one transaction before anything acts on it.</summary>
internal sealed class Checkpoint(InstanceRecord before)
{
    public InstanceRecord Before { get; } = before;

    public required InstanceRecord After { get; init; }

    /// <summary>Messages that are now history, or were for an execution that is over.</summary>
    public IReadOnlyList<long> Taken { get; init; } = [];

    /// <summary>Number of events already in the history; ignored when the execution is a new one.</summary>
    public int HistoryLength { get; init; }

    public IReadOnlyList<HistoryEvent> Events { get; init; } = [];

    public IReadOnlyList<int> CancelledTimers { get; init; } = [];

    public IReadOnlyList<NewMessage> Messages { get; init; } = [];

    public IReadOnlyList<NewActivity> Activities { get; init; } = [];

    public IReadOnlyList<NewChild> Children { get; init; } = [];

    public bool IsNewExecution => Before.Execution != After.Execution;
}

/// <param name="Due">Null: at once.</param>
internal sealed record NewMessage(string Instance, string? Execution, HistoryEvent Event, DateTimeOffset? Due = null);

internal sealed record NewActivity(int Task, string Name, string? Input);

/// <param name="Trace">The W3C traceparent it belongs to.</param>
internal sealed record NewInstance(
    string Id, string Name, string Version, string? Input, ParentCall? Parent, DateTimeOffset? StartAt = null, string? Trace = null);

/// <param name="IfRefused">What its parent is told when one of its id has not ended.</param>
internal sealed record NewChild(NewInstance Instance, string Execution, NewMessage IfRefused);
