using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>
/// Runs orchestrations of one process on one file. Every step is replayed from the file and written to it before anything acts on it, so a
/// killed process goes on by itself when it is started again.
/// </summary>
internal sealed class DurableEngine : IAsyncDisposable
{
    /// <summary>Stands for a call's number where a start waits for its time.</summary>
    internal const int StartTask = -1;

    private readonly EngineOptions _options;
    private readonly ITaskRunner _runner;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly OrchestrationStep _step;
    private readonly WorkQueue _work = new();
    private readonly SemaphoreSlim _steps;
    private readonly SemaphoreSlim _activities;
    private readonly CancellationTokenSource _stopping = new();
    private readonly EngineClient _client;
    private EngineFile? _file;
    private HistoryStore? _store;
    private TimerQueue? _timers;

    public DurableEngine(EngineOptions options, ITaskRunner runner, TimeProvider time, ILoggerFactory loggers)
    {
        (_options, _runner, _time) = (options, runner, time);
        _logger = loggers.CreateLogger<DurableEngine>();
        _step = new OrchestrationStep(runner, loggers);
        _steps = new SemaphoreSlim(options.ConcurrentSteps);
        _activities = new SemaphoreSlim(options.ConcurrentActivities);
        _client = new EngineClient(this);
    }

    public DurableTaskClient Client => _client;

    /// <summary>When the next durable timer is due; null without one.</summary>
    public DateTimeOffset? NextTimerDue => _timers?.Next;

    /// <summary>Called on the way past each point; set by who wants to die there.</summary>
    internal Action<EnginePoint>? Passes { get; init; }

    internal HistoryStore Store => _store ?? throw new InvalidOperationException("The engine has not been started.");

    internal TimeProvider Time => _time;

    internal string Version => _options.Version;

    /// <summary>Completes when no step and no activity is queued or running: nothing happens until a timer is due or somebody calls.</summary>
    public Task WhenIdleAsync(CancellationToken cancellation) => _work.WhenIdleAsync(cancellation);

    public Task StartAsync(CancellationToken cancellation)
    {
        _file = new EngineFile(_options.Directory);
        _store = new HistoryStore(_file.Connection);
        _timers = new TimerQueue(_time, Due);
        var (activities, messages) = _store.Unfinished();
        Logs.Started(_logger, _options.Directory, activities.Count, messages.Count);
        foreach (var work in activities)
            Begin(work);
        foreach (var (instance, due, task) in messages)
        {
            if (due is { } at)
                _timers.Add(at, instance, task ?? StartTask);
            else
                Wake(instance);
        }

        return Task.CompletedTask;
    }

    /// <summary>Begins nothing more and waits for what is running; the file holds the rest.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        _timers?.Dispose();
        await _work.WhenIdleAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _file?.Dispose();
        _steps.Dispose();
        _activities.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Lets an instance take its messages; called after they are in the file.</summary>
    internal void Wake(string instance)
    {
        if (!_stopping.IsCancellationRequested && _work.TryBeginStep(instance))
            _ = Task.Run(() => StepAsync(instance));
    }

    /// <summary>The same for a start that waits for its time.</summary>
    internal void WakeAt(DateTimeOffset start, string instance) => _timers!.Add(start, instance, StartTask);

    private void Due(string instance)
    {
        Passes?.Invoke(EnginePoint.TimerDue);
        Wake(instance);
    }

    private void Begin(ActivityWork work)
    {
        if (_stopping.IsCancellationRequested)
            return;
        _work.BeginActivity();
        _ = Task.Run(() => RunAsync(work));
    }

    private async Task StepAsync(string instance)
    {
        await _steps.WaitAsync();
        try
        {
            do
            {
                if (!_stopping.IsCancellationRequested)
                    Step(instance);
            }
            while (_work.EndStep(instance));
        }
        catch (Exception bug)
        {
            // The file is unchanged; the instance goes on at the next message or start.
            Logs.StepBroke(_logger, bug, instance);
            while (_work.EndStep(instance))
            {
            }
        }
        finally
        {
            _steps.Release();
        }
    }

    private void Step(string instance)
    {
        var now = _time.GetUtcNow();
        var messages = Store.DueMessages(instance, now);
        if (messages.Count == 0)
            return;
        if (Store.Find(instance) is not { HasEnded: false } record)
        {
            Store.Drop(messages.Select(static m => m.Sequence));
            return;
        }

        if (messages.Any(m => m.Execution is not null && m.Execution != record.Execution))
            Logs.LateCompletionDropped(_logger, instance);
        if (messages.All(m => m.Execution is not null && m.Execution != record.Execution))
        {
            Store.Drop(messages.Select(static m => m.Sequence));
            return;
        }

        var history = Store.History(instance);
        // Only an event, and the execution has not begun: it waits for the beginning.
        if (history.Count == 0 && !messages.Any(static m => m.Event.Kind == EventKind.ExecutionStarted))
            return;
        var ordered = messages.OrderBy(static m => m.Event.Kind == EventKind.ExecutionStarted ? 0 : 1).ToList();
        var step = _step.Run(record, history, ordered, NewExecution, now);
        Passes?.Invoke(EnginePoint.StepWriting);
        var (activities, refused) = Store.Write(step, now);
        Passes?.Invoke(EnginePoint.StepWritten);
        Act(step, activities, refused);
    }

    // Everything below is in the file already.
    private void Act(Checkpoint step, IReadOnlyList<ActivityWork> activities, IReadOnlyList<NewChild> refused)
    {
        var after = step.After;
        if (after.HasEnded || step.IsNewExecution)
            _timers!.Remove(after.Id, static task => task != StartTask);
        else if (step.CancelledTimers.Count > 0)
            _timers!.Remove(after.Id, task => step.CancelledTimers.Contains(task));
        foreach (var work in activities)
            Begin(work);
        foreach (var child in step.Children.Except(refused))
            Wake(child.Instance.Id);
        if (refused.Count > 0)
            Wake(after.Id);
        foreach (var message in step.Messages)
        {
            if (message.Due is { } due)
                _timers!.Add(due, message.Instance, message.Event.Task!.Value);
            else
                Wake(message.Instance);
        }

        if (!after.HasEnded)
            return;
        if (after.Failure is { } failure)
            Logs.InstanceFailed(_logger, after.Id, failure);
        _client.Ended(after.Id);
    }

    private async Task RunAsync(ActivityWork work)
    {
        await _activities.WaitAsync();
        try
        {
            if (_stopping.IsCancellationRequested)
                return;
            Passes?.Invoke(EnginePoint.ActivityStarting);
            if (await ResultAsync(work) is not { } result)
                return;
            Passes?.Invoke(EnginePoint.ActivityEnded);
            Store.Complete(work, result);
            Passes?.Invoke(EnginePoint.ActivityWritten);
            Wake(work.Instance);
        }
        catch (Exception bug)
        {
            Logs.ActivityBroke(_logger, bug, work.Name, work.Instance);
        }
        finally
        {
            _activities.Release();
            _work.EndActivity();
        }
    }

    /// <summary>Null when it was interrupted by the stop: it runs again.</summary>
    private async Task<HistoryEvent?> ResultAsync(ActivityWork work)
    {
        try
        {
            if (!_runner.HasActivity(work.Name))
                throw new InvalidOperationException($"No activity task named '{work.Name}' was found.");
            var output = await _runner.RunActivityAsync(work.Name, work.Instance, work.Input, _stopping.Token);
            return new HistoryEvent(EventKind.ActivityCompleted, work.Task, work.Name, output);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure)
        {
            Logs.ActivityFailed(_logger, failure, work.Name, work.Instance);
            return new HistoryEvent(EventKind.ActivityFailed, work.Task, work.Name, failure.Message);
        }
    }

    internal static string NewExecution() => Guid.NewGuid().ToString("N");
}
