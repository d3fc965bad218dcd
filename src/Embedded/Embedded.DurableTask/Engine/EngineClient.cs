using System.Collections.Concurrent;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine.Harsh;

namespace Microsoft.DurableTask.Engine;

/// <summary>The client of the engine in this process.</summary>
internal sealed class EngineClient(DurableEngine engine) : DurableTaskClient("embedded")
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new();

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        var now = engine.Time.GetUtcNow();
        var startAt = options?.StartAt is { } at && at > now ? at : (DateTimeOffset?)null;
        using var span = EngineTraces.Start(orchestratorName.Name, id);
        var start = new NewInstance(id, orchestratorName.Name, engine.Version, Payload.Write(input), null, startAt, EngineTraces.Current);
        engine.Passes?.Invoke(EnginePoint.InstanceStarting);
        if (!await engine.Writer.WriteAsync(store => store.TryStart(start, DurableEngine.NewExecution(), now)))
            throw new OrchestrationAlreadyExistsException($"An orchestration instance with id '{id}' has not ended.");
        engine.Passes?.Invoke(EnginePoint.InstanceStarted);
        if (startAt is { } due)
            engine.WakeAt(due, id);
        else
            engine.Wake(id);
        return id;
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var payload = Payload.Write(eventPayload);
        if (engine.Harsh is not null)
        {
            payload = HarshNumbers.Through(payload);
            if (engine.Harsh.LosesEvent(Find(instanceId), eventName))
                return;
        }

        engine.Passes?.Invoke(EnginePoint.EventArriving);
        var raised = new HistoryEvent(EventKind.EventRaised, null, eventName, payload);
        if (!await engine.Writer.WriteAsync(store => store.TryRaise(instanceId, raised)))
            return;
        engine.Passes?.Invoke(EnginePoint.EventArrived);
        engine.Wake(instanceId);
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        while (true)
        {
            // Registered before the look, so that an end in between is not missed.
            var ended = _waiting.GetOrAdd(instanceId, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            if (await GetInstanceAsync(instanceId, getInputsAndOutputs, cancellation) is { IsCompleted: true } metadata)
                return metadata;
            await ended.Task.WaitAsync(cancellation);
        }
    }

    public override Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Find(instanceId) is { } instance ? MetadataOf(instance, getInputsAndOutputs) : null);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal void Ended(string instance)
    {
        if (_waiting.TryRemove(instance, out var waiting))
            waiting.SetResult();
    }

    private InstanceRecord? Find(string instance) => engine.Readers.Read(store => store.Find(instance));

    private static OrchestrationMetadata MetadataOf(InstanceRecord instance, bool all) => new(instance.Name, instance.Id)
    {
        RuntimeStatus = Enum.Parse<OrchestrationRuntimeStatus>(instance.Status),
        CreatedAt = instance.CreatedAt,
        LastUpdatedAt = instance.UpdatedAt,
        SerializedInput = all ? instance.Input : null,
        SerializedOutput = all ? instance.Output : null,
        FailureDetails = all && instance.Failure is { } failure ? new TaskFailureDetails(failure) : null,
        HasInputsAndOutputs = all,
    };
}
