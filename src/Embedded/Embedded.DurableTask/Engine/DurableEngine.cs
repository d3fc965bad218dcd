using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine.Harsh;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>
/// Runs orchestrations of one process on one file. Every step is replayed from the file and written to it before anything acts on it, so a
/// killed process goes on by itself when it is started again.
/// </summary>
internal sealed class DurableEngine : IAsyncDisposable
{
    /// <summary>Stands for a call's number where a start, or whatever else came for an instance, waits for its time.</summary>
    internal const int StartTask = -1;

    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly InstanceSteps _steps;
    private readonly ActivityRuns _activities;
    private readonly CancellationTokenSource _stopping = new();
    private readonly EngineClient _client;
    private IEngineDatabase? _database;
    private GroupCommit? _writer;
    private ReadConnections? _readers;
    private TimerQueue? _timers;

    public DurableEngine(EngineOptions options, ITaskRunner runner, TimeProvider time, ILoggerFactory loggers)
    {
        (_options, _time, _logger) = (options, time, loggers.CreateLogger<DurableEngine>());
        Harsh = options.Harsh is { } seed ? new HarshMode(seed, time, _logger) : null;
        var runs = Harsh is null ? runner : new HarshRunner(runner, Harsh, Work, time);
        var step = new OrchestrationStep(runs, options.Version, loggers, Harsh);
        _steps = new InstanceSteps(this, step, options.ConcurrentSteps, _logger, _stopping.Token);
        _activities = new ActivityRuns(this, runs, options.ConcurrentActivities, _logger, _stopping.Token);
        _client = new EngineClient(this);
        Metrics = new EngineMetrics(this);
        Opens = () => new EngineFile(options.Directory);
    }

    public DurableTaskClient Client => _client;

    /// <summary>When the next durable timer is due; null without one.</summary>
    public DateTimeOffset? NextTimerDue => _timers?.Next;

    /// <summary>Called on the way past each point; set by who wants to die there.</summary>
    internal Action<EnginePoint>? Passes { get; init; }

    internal GroupCommit Writer => _writer ?? throw NotStarted();

    internal ReadConnections Readers => _readers ?? throw NotStarted();

    /// <summary>Set by who keeps it elsewhere than in its directory.</summary>
    internal Func<IEngineDatabase> Opens { get; init; }

    internal WorkQueue Work { get; } = new();

    internal ParkedWork Parked { get; } = new();

    internal EngineMetrics Metrics { get; }

    internal bool IsStarted => _readers is not null;

    internal TimeProvider Time => _time;

    internal string Version => _options.Version;

    internal HarshMode? Harsh { get; }

    /// <summary>Completes when no step and no activity is queued or running: nothing happens until a timer is due or somebody calls.</summary>
    public Task WhenIdleAsync(CancellationToken cancellation) => Work.WhenIdleAsync(cancellation);

    public Task StartAsync(CancellationToken cancellation)
    {
        _database = Opens();
        _writer = new GroupCommit(_database.Store, () => Passes?.Invoke(EnginePoint.Committing));
        _readers = new ReadConnections(_database);
        _timers = new TimerQueue(_time, Due);
        var (activities, messages) = _database.Store.Unfinished();
        Logs.Started(_logger, _options.Directory, activities.Count, messages.Count);
        foreach (var work in activities)
            _activities.Begin(work);
        foreach (var (instance, due, task) in messages)
        {
            if (due is { } at)
                _timers.Add(at, instance, task ?? StartTask);
            else
                _steps.Queue(instance);
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
        await Work.WhenIdleAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _writer?.Dispose();
        _database?.Dispose();
        _steps.Dispose();
        _activities.Dispose();
        _stopping.Dispose();
        Metrics.Dispose();
    }

    /// <summary>Lets an instance take its messages; called after they are in the file.</summary>
    internal void Wake(string instance)
    {
        if (Harsh?.HeldUntil(instance) is { } held)
            _timers!.Add(held, instance, StartTask);
        else
            _steps.Queue(instance);
        Parked.GoOn();
    }

    /// <summary>The same for a start that waits for its time.</summary>
    internal void WakeAt(DateTimeOffset start, string instance)
    {
        _timers!.Add(start, instance, StartTask);
        Parked.GoOn();
    }

    private void Due(string instance)
    {
        Passes?.Invoke(EnginePoint.TimerDue);
        _steps.Queue(instance);
    }

    /// <summary>Acts on a step that is in the file.</summary>
    internal void Act(Checkpoint step, IReadOnlyList<ActivityWork> activities, IReadOnlyList<NewChild> refused)
    {
        var after = step.After;
        if (after.HasEnded || step.IsNewExecution)
            _timers!.Remove(after.Id, static task => task != StartTask);
        else if (step.CancelledTimers.Count > 0)
            _timers!.Remove(after.Id, task => step.CancelledTimers.Contains(task));
        foreach (var work in activities)
            _activities.Begin(work);
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

        if (after.Failure is { } failure)
            Logs.InstanceFailed(_logger, after.Id, failure);
        if (!after.HasEnded)
            return;
        EngineTraces.Ended(after);
        _client.Ended(after.Id);
    }

    internal static string NewExecution() => Guid.NewGuid().ToString("N");

    private static InvalidOperationException NotStarted() => new("The engine has not been started.");
}
