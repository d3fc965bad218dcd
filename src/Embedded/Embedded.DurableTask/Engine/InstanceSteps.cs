using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>Runs the steps of instances, each instance's one after the other: reads it, replays it, writes what is new, and acts on that.</summary>
internal sealed class InstanceSteps(DurableEngine engine, OrchestrationStep step, int concurrent, ILogger logger, CancellationToken stopping)
    : IDisposable
{
    private readonly SemaphoreSlim _slots = new(concurrent);

    /// <summary>Lets an instance take its messages, now or after the step it is in; in no context of whoever brought them.</summary>
    public void Queue(string instance)
    {
        if (!stopping.IsCancellationRequested && engine.Work.TryBeginStep(instance))
            ThreadPool.UnsafeQueueUserWorkItem(queued => _ = RunAsync(queued), instance, preferLocal: false);
    }

    public void Dispose() => _slots.Dispose();

    private async Task RunAsync(string instance)
    {
        do
        {
            if (!stopping.IsCancellationRequested)
                await TryStepAsync(instance);
        }
        while (engine.Work.EndStep(instance));
    }

    // The file is unchanged when a step breaks. One that comes at the next message is a try of its own.
    private async Task TryStepAsync(string instance)
    {
        try
        {
            await StepAsync(instance);
            engine.Parked.GoOn();
        }
        catch (EngineFileException trouble)
        {
            Logs.StepParked(logger, trouble, instance);
            engine.Parked.Add(instance, () => Queue(instance));
        }
        catch (Exception bug)
        {
            Logs.StepBroke(logger, bug, instance);
        }
    }

    private async Task StepAsync(string instance)
    {
        var now = engine.Time.GetUtcNow();
        var (due, checkpoint) = await ReplayAsync(instance, now);
        if (checkpoint is null)
        {
            if (due.Count > 0)
                await engine.Writer.WriteAsync(store => store.Drop(due.Select(static m => m.Sequence)));
            return;
        }

        var since = Stopwatch.GetTimestamp();
        engine.Passes?.Invoke(EnginePoint.StepWriting);
        var (activities, refused) = await engine.Writer.WriteAsync(store => store.Write(checkpoint, now));
        engine.Passes?.Invoke(EnginePoint.StepWritten);
        engine.Metrics.Checkpoint(since);
        if (checkpoint.Taken.Count < due.Count)
            Queue(instance);
        engine.Act(checkpoint, activities, refused);
    }

    /// <summary>What is due, and what comes of it: without a checkpoint it is for nobody any more, or there is nothing to do.</summary>
    private async Task<(IReadOnlyList<Message> Due, Checkpoint? Checkpoint)> ReplayAsync(string instance, DateTimeOffset now)
    {
        await _slots.WaitAsync();
        try
        {
            return Replay(instance, engine.Readers.Read(store => store.View(instance, now)), now);
        }
        finally
        {
            _slots.Release();
        }
    }

    private (IReadOnlyList<Message> Due, Checkpoint? Checkpoint) Replay(string instance, InstanceView view, DateTimeOffset now)
    {
        var (record, due, history) = view;
        if (due.Count == 0 || record is not { HasEnded: false })
            return (due, null);
        // As on the host: its code is not here. What came for it stays where it is.
        if (OrchestrationVersion.IsNewer(record.Version, than: engine.Version))
        {
            Logs.NewerVersion(logger, instance, record.Version, engine.Version);
            return ([], null);
        }

        if (due.Any(m => m.Execution is not null && m.Execution != record.Execution))
            Logs.LateCompletionDropped(logger, instance);
        if (due.All(m => m.Execution is not null && m.Execution != record.Execution))
            return (due, null);
        // Only an event, and the execution has not begun: it waits for the beginning.
        if (history.Count == 0 && !due.Any(static m => m.Event.Kind == EventKind.ExecutionStarted))
            return ([], null);
        var ordered = due.OrderBy(static m => m.Event.Kind == EventKind.ExecutionStarted ? 0 : 1).ToList();
        return (due, step.Run(record, history, ordered, DurableEngine.NewExecution, now));
    }
}
