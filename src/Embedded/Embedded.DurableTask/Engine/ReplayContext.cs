using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>The context of one replay: calls are numbered, compared with the history, and answered by it.</summary>
internal sealed class ReplayContext(InstanceRecord instance, IReadOnlyDictionary<int, HistoryEvent> recorded, ReplayLoop loop, ILoggerFactory loggers)
    : TaskOrchestrationContext
{
    private readonly Dictionary<int, Action<HistoryEvent>> _waiting = [];
    private readonly HashSet<int> _cancelledTimers = [];
    private readonly List<(HistoryEvent Call, string? Input, string? Child, DateTimeOffset? Due)> _calls = [];
    private int _nextTask;
    private int _nextGuid;
    private DateTime _now;
    private bool _isReplaying = true;

    public override TaskName Name => new(instance.Name);

    public override string InstanceId => instance.Id;

    public override string Version => instance.Version;

    public override ParentOrchestrationInstance? Parent =>
        instance.Parent is { } parent ? new ParentOrchestrationInstance(new TaskName(parent.Name), parent.Instance) : null;

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => _isReplaying;

    public EventInbox Events { get; } = new();

    /// <summary>How it goes on, with its input as JSON.</summary>
    public (ContinueAsNewOptions Options, string? Input)? Continues { get; private set; }

    /// <summary>Calls that are not in the history yet.</summary>
    public IReadOnlyList<(HistoryEvent Call, string? Input, string? Child, DateTimeOffset? Due)> NewCalls => _calls;

    public IReadOnlyCollection<int> CancelledTimers => _cancelledTimers;

    public int CallsMade => _nextTask;

    /// <summary>Kept, in case the orchestrator catches what was thrown.</summary>
    public ReplayDiffersException? Difference { get; private set; }

    /// <summary>Activities, sub-orchestrations and timers that have neither ended nor been cancelled. An awaited event is no call.</summary>
    public bool HasOpenCalls => _waiting.Count > 0;

    /// <summary>Something of the context's is still to come: without that, an unfinished orchestrator awaits something else.</summary>
    public bool IsWaiting => HasOpenCalls || Events.HasWaiters;

    protected override ILoggerFactory LoggerFactory => loggers;

    public void BeginStep(DateTimeOffset at, bool isReplaying) => (_now, _isReplaying) = (at.UtcDateTime, isReplaying);

    /// <summary>Gives an event to whoever waits for it; one that nobody waits for is a call's that was cancelled.</summary>
    public void Apply(HistoryEvent happened)
    {
        if (happened.Kind == EventKind.EventRaised)
            Events.Raise(happened);
        else if (!happened.IsCall && happened.Task is { } task && _waiting.Remove(task, out var waiter))
            waiter(happened);
    }

    public override T? GetInput<T>()
        where T : default => Payload.Read<T>(instance.Input);

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        ThrowIfOptions(input, options);
        var json = Payload.Write(input);
        return await RetryAsync(options, () => Call<TResult>(new HistoryEvent(EventKind.ActivityScheduled, null, name.Name), json, null, null));
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        ThrowIfOptions(input, options);
        var json = Payload.Write(input);
        var id = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        return await RetryAsync(options, () => Call<TResult>(new HistoryEvent(EventKind.ChildStarted, null, orchestratorName.Name), json, id, null));
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        ThrowIfElsewhere();
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        var due = new DateTimeOffset(fireAt.ToUniversalTime(), TimeSpan.Zero);
        var task = _nextTask;
        var timer = Call<object?>(new HistoryEvent(EventKind.TimerCreated, null, null, null, due), null, null, due, cancellationToken);
        cancellationToken.Register(() =>
        {
            if (_waiting.Remove(task))
                _cancelledTimers.Add(task);
        });
        return timer;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ThrowIfElsewhere();
        if (Events.TryTake(eventName, out var payload))
            return Task.FromResult(Payload.Read<T>(payload)!);
        var source = new TaskCompletionSource<T>();
        cancellationToken.Register(() => source.TrySetCanceled(cancellationToken));
        Events.Wait(eventName, raised => Answer(source, raised));
        return source.Task;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfElsewhere();
        // Written here: an input that cannot be is the orchestrator's failure.
        var input = Payload.Write(options.NewInput);
        if (!options.PreserveUnprocessedEvents)
            Events.DropKept();
        Continues = (options, input);
    }

    public override Guid NewGuid()
    {
        ThrowIfElsewhere();
        return ReplayGuid.Of(InstanceId, _now, _nextGuid++);
    }

    private Task<T> Call<T>(HistoryEvent call, string? input, string? child, DateTimeOffset? due, CancellationToken cancellation = default)
    {
        ThrowIfElsewhere();
        var task = _nextTask++;
        call = call with { Task = task };
        var before = recorded.GetValueOrDefault(task);
        if (before is null ? _isReplaying : !IsSame(before, call))
            throw Difference ??= new ReplayDiffersException(task, before, call);
        if (before is null)
            _calls.Add((call, input, child, due));
        var source = new TaskCompletionSource<T>();
        _waiting[task] = result => Answer(source, call, result);
        cancellation.Register(() => source.TrySetCanceled(cancellation));
        return source.Task;
    }

    private static bool IsSame(HistoryEvent before, HistoryEvent call) =>
        before.Kind == call.Kind && string.Equals(before.Name, call.Name, StringComparison.OrdinalIgnoreCase) && before.At == call.At;

    private static void Answer<T>(TaskCompletionSource<T> source, HistoryEvent call, HistoryEvent result)
    {
        if (result.Kind is EventKind.ActivityFailed or EventKind.ChildFailed)
            source.TrySetException(new TaskFailedException(call.Name!, call.Task!.Value, new TaskFailureDetails(result.Payload ?? "")));
        else
            Answer(source, result.Payload);
    }

    private static void Answer<T>(TaskCompletionSource<T> source, string? payload)
    {
        T? value;
        try
        {
            value = Payload.Read<T>(payload);
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            source.TrySetException(unreadable);
            return;
        }

        source.TrySetResult(value!);
    }

    private async Task<T> RetryAsync<T>(TaskOptions? options, Func<Task<T>> call)
    {
        if (options?.Retry?.Policy is not { } policy)
            return await call();
        var first = CurrentUtcDateTime;
        var delay = policy.FirstRetryInterval;
        bool IsInTime() => policy.RetryTimeout == Timeout.InfiniteTimeSpan || CurrentUtcDateTime < first + policy.RetryTimeout;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException) when (IsInTime())
            {
                // After the last attempt the SDK sets a timer too, of no length; it counts among the calls.
                var isLast = attempt == policy.MaxNumberOfAttempts;
                await CreateTimer(isLast ? TimeSpan.Zero : delay, CancellationToken.None);
                if (isLast)
                    throw;
                delay *= policy.BackoffCoefficient;
                if (policy.MaxRetryInterval != Timeout.InfiniteTimeSpan && delay > policy.MaxRetryInterval)
                    delay = policy.MaxRetryInterval;
            }
        }
    }

    private static void ThrowIfOptions(object? input, TaskOptions? options)
    {
        if (options is null && input is TaskOptions)
            throw new ArgumentException("TaskOptions were passed as the input; name the parameter 'options'.", nameof(input));
    }

    private void ThrowIfElsewhere()
    {
        if (!loop.IsHere)
            throw new InvalidOperationException("Replayed code was resumed outside its orchestration: it may await only what its context returns.");
    }
}
