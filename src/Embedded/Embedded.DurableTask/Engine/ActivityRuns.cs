using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>Runs activities, so many at a time, and exchanges each for its result in the file.</summary>
internal sealed class ActivityRuns(DurableEngine engine, ITaskRunner runner, int concurrent, ILogger logger, CancellationToken stopping)
    : IDisposable
{
    private readonly SemaphoreSlim _slots = new(concurrent);

    public void Begin(ActivityWork work)
    {
        if (!stopping.IsCancellationRequested)
            engine.Work.Run(() => RunAsync(work));
    }

    public void Dispose() => _slots.Dispose();

    private async Task RunAsync(ActivityWork work)
    {
        await _slots.WaitAsync();
        try
        {
            if (stopping.IsCancellationRequested)
                return;
            engine.Passes?.Invoke(EnginePoint.ActivityStarting);
            if (await ResultAsync(work) is not { } result)
                return;
            engine.Passes?.Invoke(EnginePoint.ActivityEnded);
            await WriteAsync(work, result);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Null when it was interrupted by the stop: it runs again.</summary>
    private async Task<HistoryEvent?> ResultAsync(ActivityWork work)
    {
        using var span = EngineTraces.Run(work);
        var since = Stopwatch.GetTimestamp();
        try
        {
            if (!runner.HasActivity(work.Name))
                throw new InvalidOperationException($"No activity task named '{work.Name}' was found.");
            var output = await runner.RunActivityAsync(work.Name, work.Instance, work.Input, stopping);
            engine.Metrics.Activity(work.Name, hasFailed: false, since);
            return new HistoryEvent(EventKind.ActivityCompleted, work.Task, work.Name, output);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure)
        {
            engine.Metrics.Activity(work.Name, hasFailed: true, since);
            span?.SetStatus(ActivityStatusCode.Error);
            Logs.ActivityFailed(logger, failure, work.Name, work.Instance);
            return new HistoryEvent(EventKind.ActivityFailed, work.Task, work.Name, failure.Message);
        }
    }

    private async Task WriteAsync(ActivityWork work, HistoryEvent result)
    {
        try
        {
            await engine.Writer.WriteAsync(store => store.TryComplete(work, result));
            engine.Passes?.Invoke(EnginePoint.ActivityWritten);
            engine.Wake(work.Instance);
        }
        catch (EngineFileException trouble)
        {
            Logs.ResultParked(logger, trouble, work.Name, work.Instance);
            var name = $"{work.Instance}: result of {work.Name} #{work.Task}";
            engine.Parked.Add(name, () => engine.Work.Run(() => WriteAsync(work, result)));
        }
        catch (Exception bug)
        {
            Logs.ActivityBroke(logger, bug, work.Name, work.Instance);
        }
    }
}
