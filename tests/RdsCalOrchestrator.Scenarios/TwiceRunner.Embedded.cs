using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker.Tasks;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>How an activity comes to run twice.</summary>
internal enum Repeat
{
    /// <summary>It ran, its answer was lost, and it is sent again.</summary>
    AnswerLost,

    /// <summary>Two hosts took it.</summary>
    AtOnce,

    /// <summary>It was sent again, and that arrives when the flow has gone on.</summary>
    Late,
}

/// <summary>Runs every activity twice, as the queues of the Functions host may. What the second one throws is not forgiven.</summary>
internal sealed class TwiceRunner(ITaskRunner inner, Repeat repeat) : ITaskRunner
{
    private readonly ConcurrentDictionary<string, (string Name, string? Input)> _before = new();

    internal static TwiceRunner Over(IServiceProvider services, Repeat repeat) =>
        new(ActivatorUtilities.CreateInstance<FunctionTaskRunner>(services), repeat);

    public bool HasOrchestrator(string name) => inner.HasOrchestrator(name);

    public bool HasActivity(string name) => inner.HasActivity(name);

    public Task<string?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => inner.RunOrchestratorAsync(name, context);

    public async Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellation)
    {
        Task<string?> Once() => Task.Run(() => inner.RunActivityAsync(name, instanceId, input, cancellation), cancellation);
        switch (repeat)
        {
            case Repeat.AnswerLost:
                await Once();
                return await Once();
            case Repeat.AtOnce:
                return (await Task.WhenAll(Once(), Once()))[0];
            default:
                var answer = await Once();
                if (_before.TryGetValue(instanceId, out var late))
                    await inner.RunActivityAsync(late.Name, instanceId, late.Input, cancellation);
                _before[instanceId] = (name, input);
                return answer;
        }
    }
}
