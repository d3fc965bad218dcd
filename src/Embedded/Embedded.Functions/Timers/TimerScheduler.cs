using System.Globalization;
using Cronos;
using Microsoft.Azure.Functions.Worker.Discovery;
using Microsoft.Azure.Functions.Worker.Invocations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Timers;

/// <summary>Fires timer functions by the host's clock. A run that is still going on when the next is due takes its place.</summary>
internal sealed class TimerScheduler(AppFunctions functions, Invoker invoker, IServiceProvider services, IConfiguration configuration, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly List<ITimer> _timers = [];
    private readonly CancellationTokenSource _stopping = new();

    public void Start()
    {
        foreach (var function in functions.All.Where(static f => f.Trigger is TimerTriggerAttribute))
        {
            var trigger = (TimerTriggerAttribute)function.Trigger!;
            var next = Schedule(trigger.Schedule);
            var running = 0;
            ITimer? timer = null;
            timer = time.CreateTimer(
                _ =>
                {
                    Set(timer!, next);
                    if (Interlocked.Exchange(ref running, 1) == 0)
                        _ = RunAsync(function).ContinueWith(_ => Interlocked.Exchange(ref running, 0), TaskScheduler.Default);
                },
                null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timers.Add(timer);
            if (trigger.RunOnStartup)
                timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            else
                Set(timer, next);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var timer in _timers)
            await timer.DisposeAsync();
        _stopping.Dispose();
    }

    private void Set(ITimer timer, Func<DateTimeOffset, DateTimeOffset> next)
    {
        var now = time.GetUtcNow();
        timer.Change(next(now) - now, Timeout.InfiniteTimeSpan);
    }

    private Func<DateTimeOffset, DateTimeOffset> Schedule(string schedule)
    {
        var text = schedule.StartsWith('%') && schedule.EndsWith('%')
            ? configuration[schedule.Trim('%')] ?? throw new InvalidOperationException($"The setting {schedule.Trim('%')} holds a timer's schedule and is missing.")
            : schedule;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval))
            return now => now + interval;
        var cron = CronExpression.Parse(text, CronFormat.IncludeSeconds);
        return now => cron.GetNextOccurrence(now, TimeZoneInfo.Utc) ?? DateTimeOffset.MaxValue;
    }

    private async Task RunAsync(AppFunction function)
    {
        try
        {
            await using var scope = services.CreateAsyncScope();
            await invoker.InvokeAsync(new Invocation(function, scope.ServiceProvider, new TimerInfo(), "", _stopping.Token));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The program stops; the timer fires again after the next start.
        }
        catch (Exception failure)
        {
            TimerLogs.FunctionFailed(logger, failure, function.Name);
        }
    }
}

/// <summary>Event ids 220–229.</summary>
internal static partial class TimerLogs
{
    [LoggerMessage(EventId = 220, Level = LogLevel.Error, Message = "Timer function {Function} failed")]
    internal static partial void FunctionFailed(ILogger logger, Exception exception, string function);
}
