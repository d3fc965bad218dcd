using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.Discovery;
using Microsoft.Azure.Functions.Worker.Invocations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Timers;

/// <summary>Runs the timer functions while the program runs.</summary>
internal sealed partial class TimerScheduler(
    AppFunctions functions, Invoker invoker, IServiceScopeFactory scopes, TimeProvider time, ILogger<TimerScheduler> log)
    : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private IReadOnlyList<ScheduledTimer> _timers = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timers = [.. functions.OfKind<TimerFunction>().Select(function => new ScheduledTimer(function, time, info => RunAsync(function, info)))];
        foreach (var timer in _timers)
            timer.Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        foreach (var timer in _timers)
            await timer.DisposeAsync();
    }

    /// <summary>Ends when no timer function runs. For tests: with their clock a due run has begun when the clock has been moved.</summary>
    public Task WhenIdleAsync(CancellationToken cancellation) =>
        Task.WhenAll(_timers.Select(static timer => timer.Running)).WaitAsync(cancellation);

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(TimerFunction function, TimerInfo info)
    {
        await using var scope = scopes.CreateAsyncScope();
        var invocation = new Invocation(function, info, scope.ServiceProvider, _stopping.Token);
        using var span = InvocationTraces.Begin(invocation, caller: null);
        try
        {
            await invoker.RunAsync(invocation);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            Stopped(function.Name);
        }
        catch (Exception failure)
        {
            span?.SetStatus(ActivityStatusCode.Error);
            Failed(failure, function.Name);
        }
    }

    [LoggerMessage(220, LogLevel.Error, "Timer function '{Function}' failed; it runs again when it is next due.")]
    private partial void Failed(Exception failure, string function);

    [LoggerMessage(221, LogLevel.Debug, "Timer function '{Function}' was stopped with the program.")]
    private partial void Stopped(string function);
}
