using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Engine;

/// <summary>The orchestrators and activities of a test, by name; a name given again stands for changed code.</summary>
internal sealed class TestTasks : ITaskRunner
{
    private readonly ConcurrentDictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = new(Names);
    private readonly ConcurrentDictionary<string, Func<string?, CancellationToken, Task<object?>>> _activities = new(Names);

    private static StringComparer Names => StringComparer.OrdinalIgnoreCase;

    public TestTasks Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> code)
    {
        _orchestrators[name] = code;
        return this;
    }

    /// <summary>An activity that takes a text.</summary>
    public TestTasks Activity(string name, Func<string?, CancellationToken, Task<object?>> code)
    {
        _activities[name] = code;
        return this;
    }

    public TestTasks Activity(string name, Func<string?, object?> code) => Activity(name, (input, _) => Task.FromResult(code(input)));

    public bool HasOrchestrator(string name) => _orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => _activities.ContainsKey(name);

    public async Task<string?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) =>
        Payload.Write(await _orchestrators[name](context));

    public async Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellation) =>
        Payload.Write(await _activities[name](Payload.Read<string>(input), cancellation));
}
