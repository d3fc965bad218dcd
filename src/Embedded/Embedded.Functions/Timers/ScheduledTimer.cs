namespace Microsoft.Azure.Functions.Worker.Timers;

/// <summary>
/// One timer on the program's clock. It waits again only after a run has ended, so runs never overlap and what falls due meanwhile is skipped.
/// </summary>
internal sealed class ScheduledTimer : IAsyncDisposable
{
    /// <summary>A system timer cannot wait for more than 49 days.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    private readonly TimerFunction _function;
    private readonly TimeProvider _time;
    private readonly Func<TimerInfo, Task> _run;
    private readonly ITimer _timer;
    private DateTimeOffset? _due;
    private DateTime _last;

    /// <param name="run">Runs the function; does not throw.</param>
    public ScheduledTimer(TimerFunction function, TimeProvider time, Func<TimerInfo, Task> run)
    {
        _function = function;
        _time = time;
        _run = run;
        _timer = time.CreateTimer(static timer => ((ScheduledTimer)timer!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The run going on, or the last one.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    public void Start()
    {
        _due = _function.Schedule!.After(_time.GetUtcNow());
        if (_function.RunsAtStart)
            Running = RunAsync();
        else
            Wait();
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await Running;
    }

    private void Tick()
    {
        if (_time.GetUtcNow() < _due)
            Wait();
        else
            Running = RunAsync();
    }

    private async Task RunAsync()
    {
        var now = _time.GetUtcNow();
        var next = _function.Schedule!.After(now)?.UtcDateTime ?? default;
        await _run(new TimerInfo { ScheduleStatus = new ScheduleStatus { Last = _last, Next = next, LastUpdated = _last } });
        _last = now.UtcDateTime;
        _due = _function.Schedule.After(_time.GetUtcNow());
        Wait();
    }

    private void Wait()
    {
        if (_due is not { } due)
            return;
        var wait = due - _time.GetUtcNow();
        _timer.Change(TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestWait.Ticks)), Timeout.InfiniteTimeSpan);
    }
}
