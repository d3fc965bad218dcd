using Microsoft.DurableTask.Engine.Harsh;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>One step of one instance: replays its history, applies what is new, and says what is to be written.</summary>
/// <param name="version">Of this program, and so of the children it starts, whatever the version of their parents; as on the host.</param>
internal sealed class OrchestrationStep(ITaskRunner runner, string version, ILoggerFactory loggers, HarshMode? harsh)
{
    /// <summary>A kind step takes all messages, a harsh one perhaps a part of them.</summary>
    public Checkpoint Run(
        InstanceRecord instance, IReadOnlyList<HistoryEvent> history, IReadOnlyList<Message> messages,
        Func<string> newExecution, DateTimeOffset now)
    {
        if (harsh is null)
            return RunOnce(instance, history, messages, newExecution, now);
        instance = instance with { Input = HarshNumbers.Through(instance.Input) };
        var batch = harsh.BatchOf(instance.Id, messages);
        // One that is lost before it is written has left no trace, or it had done something beside its context.
        if (harsh.LosesStep(instance.Id))
            RunOnce(instance, history, batch, newExecution, now);
        return RunOnce(instance, history, batch, newExecution, now);
    }

    private Checkpoint RunOnce(
        InstanceRecord instance, IReadOnlyList<HistoryEvent> history, IReadOnlyList<Message> messages,
        Func<string> newExecution, DateTimeOffset now)
    {
        // What was meant for an execution that is over is dropped, as on the host.
        var fresh = messages.Where(m => m.Execution is null || m.Execution == instance.Execution).Select(static m => m.Event).ToList();
        IReadOnlyList<HistoryEvent> begun = [new HistoryEvent(EventKind.StepStarted, At: now), .. fresh];
        var loop = new ReplayLoop();
        var recorded = history.Where(static e => e.IsCall).ToDictionary(static e => e.Task!.Value);
        var context = new ReplayContext(instance, recorded, loop, loggers);
        var running = Replay(instance, context, loop, history, begun);
        var taken = messages.Select(static m => m.Sequence).ToList();
        if (Broken(running, context, loop, recorded) is { } broken)
            return Ended(instance, context, history, begun, taken, broken, null, now);
        if (running.IsCompletedSuccessfully && context.Continues is { } anew)
            return Continued(instance, context, taken, anew, newExecution, now);
        // As on the host, one that has returned or thrown ends when the last of its calls does.
        if (!running.IsCompleted || context.HasOpenCalls)
            return Goes(instance, context, history, begun, taken, newExecution, now);
        var failure = Failure(running);
        return Ended(instance, context, history, begun, taken, failure, failure is null ? running.Result : null, now);
    }

    private Task<string?> Replay(
        InstanceRecord instance, ReplayContext context, ReplayLoop loop, IReadOnlyList<HistoryEvent> history, IReadOnlyList<HistoryEvent> begun)
    {
        Task<string?>? running = null;
        var position = 0;
        foreach (var happened in history.Concat(begun))
        {
            var isReplaying = position++ < history.Count;
            loop.Run(() =>
            {
                switch (happened.Kind)
                {
                    case EventKind.StepStarted:
                        context.BeginStep(happened.At!.Value, isReplaying);
                        break;
                    case EventKind.ExecutionStarted:
                        running = StartAsync(instance, context);
                        break;
                    // A call is made by the code that is replayed, and answered only by what came of it.
                    case var _ when happened.IsCall:
                        break;
                    default:
                        context.Apply(happened);
                        break;
                }
            });
        }

        return running ?? throw new InvalidOperationException($"The history of '{instance.Id}' has no beginning.");
    }

    // What it throws before its first await is its failure too.
    private async Task<string?> StartAsync(InstanceRecord instance, ReplayContext context) =>
        runner.HasOrchestrator(instance.Name)
            ? await runner.RunOrchestratorAsync(instance.Name, context)
            : throw new InvalidOperationException($"No orchestrator task named '{instance.Name}' was found.");

    /// <summary>Why the replay cannot be trusted, whatever the orchestrator makes of it.</summary>
    private static string? Broken(Task<string?> running, ReplayContext context, ReplayLoop loop, Dictionary<int, HistoryEvent> recorded)
    {
        if (context.Difference is { } difference)
            return difference.Message;
        if (recorded.Keys.Where(task => task >= context.CallsMade).Order().Select(static t => (int?)t).FirstOrDefault() is { } missing)
            return new ReplayDiffersException(missing, recorded[missing], null, Failure(running)).Message;
        return loop.WasAwaitedOutside || (!running.IsCompleted && !context.IsWaiting)
            ? "The orchestrator awaits something that its context did not return; on replay nobody could answer it."
            : null;
    }

    private static string? Failure(Task<string?> ended) =>
        ended.IsCanceled ? "The orchestrator was cancelled." : ended.Exception?.InnerException!.Message;

    private Checkpoint Goes(
        InstanceRecord instance, ReplayContext context, IReadOnlyList<HistoryEvent> history, IReadOnlyList<HistoryEvent> begun,
        IReadOnlyList<long> taken,
        Func<string> newExecution, DateTimeOffset now)
    {
        var calls = context.NewCalls;
        return new Checkpoint(instance)
        {
            After = instance with { Status = InstanceRecord.Running, UpdatedAt = now },
            Taken = taken,
            HistoryLength = history.Count,
            Events = [.. begun, .. calls.Select(static c => c.Call)],
            CancelledTimers = [.. context.CancelledTimers],
            Activities = ActivitiesOf(context),
            Messages = [.. calls.Where(c => c.Due is not null && !context.CancelledTimers.Contains(c.Call.Task!.Value)).Select(c =>
            {
                var fired = new HistoryEvent(EventKind.TimerFired, c.Call.Task);
                return new NewMessage(instance.Id, instance.Execution, fired, FiresAt(instance, c.Due!.Value));
            })],
            Children = ChildrenOf(instance, context, newExecution),
        };
    }

    private DateTimeOffset FiresAt(InstanceRecord instance, DateTimeOffset due) => harsh?.FiresAt(instance.Id, due) ?? due;

    private static IReadOnlyList<NewActivity> ActivitiesOf(ReplayContext context) =>
        [.. context.NewCalls.Where(static c => c.Call.Kind == EventKind.ActivityScheduled).Select(static c =>
            new NewActivity(c.Call.Task!.Value, c.Call.Name!, c.Input))];

    private IReadOnlyList<NewChild> ChildrenOf(InstanceRecord instance, ReplayContext context, Func<string> newExecution) =>
        [.. context.NewCalls.Where(static c => c.Child is not null).Select(c =>
        {
            var parent = new ParentCall(instance.Id, instance.Name, instance.Execution, c.Call.Task!.Value);
            var child = new NewInstance(c.Child!, c.Call.Name!, version, c.Input, parent, Trace: instance.Trace);
            var reason = $"An orchestration instance with id '{child.Id}' has not ended.";
            var refusal = new HistoryEvent(EventKind.ChildFailed, parent.Task, child.Name, reason);
            return new NewChild(child, newExecution(), new NewMessage(instance.Id, instance.Execution, refusal));
        })];

    private static Checkpoint Ended(
        InstanceRecord instance, ReplayContext context, IReadOnlyList<HistoryEvent> history, IReadOnlyList<HistoryEvent> begun,
        IReadOnlyList<long> taken,
        string? failure, string? output, DateTimeOffset now)
    {
        var kind = failure is null ? EventKind.ChildCompleted : EventKind.ChildFailed;
        return new Checkpoint(instance)
        {
            After = instance with
            {
                Status = failure is null ? InstanceRecord.Completed : InstanceRecord.Failed,
                Output = output,
                Failure = failure,
                UpdatedAt = now,
            },
            Taken = taken,
            HistoryLength = history.Count,
            Events = [.. begun, .. context.NewCalls.Select(static c => c.Call)],
            Messages = instance.Parent is { } parent
                ? [new NewMessage(parent.Instance, parent.Execution, new HistoryEvent(kind, parent.Task, instance.Name, failure ?? output))]
                : [],
        };
    }

    private Checkpoint Continued(
        InstanceRecord instance, ReplayContext context, IReadOnlyList<long> taken, (ContinueAsNewOptions Options, string? Input) anew,
        Func<string> newExecution, DateTimeOffset now)
    {
        var execution = newExecution();
        var (options, input) = anew;
        return new Checkpoint(instance)
        {
            After = instance with
            {
                Execution = execution,
                Version = options.NewVersion ?? instance.Version,
                Status = InstanceRecord.Running,
                Input = input,
                UpdatedAt = now,
            },
            Taken = taken,
            Messages =
            [
                new NewMessage(instance.Id, execution, new HistoryEvent(EventKind.ExecutionStarted, null, instance.Name, input)),
                .. context.Events.Unprocessed.Select(e => new NewMessage(instance.Id, null, e)),
            ],
            // They run though nobody waits for them, as on the host.
            Activities = ActivitiesOf(context),
            Children = ChildrenOf(instance, context, newExecution),
        };
    }
}
