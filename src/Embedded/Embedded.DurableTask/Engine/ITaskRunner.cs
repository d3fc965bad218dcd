namespace Microsoft.DurableTask.Engine;

/// <summary>What the engine runs: the functions of the app, found and called by the Functions half of the runtime.</summary>
internal interface ITaskRunner
{
    bool HasOrchestrator(string name);

    bool HasActivity(string name);

    /// <summary>Runs replayed code once from its start; returns its result as JSON, written by run-time type.</summary>
    Task<string?> RunOrchestratorAsync(string name, TaskOrchestrationContext context);

    /// <summary>Runs one activity; returns its result as JSON, written by run-time type. What it throws is the activity's failure.</summary>
    Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellation);
}
