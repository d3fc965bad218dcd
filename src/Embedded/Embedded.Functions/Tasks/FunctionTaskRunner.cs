using Microsoft.Azure.Functions.Worker.Discovery;
using Microsoft.Azure.Functions.Worker.Invocations;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Tasks;

/// <summary>Gives the engine the app's orchestrators and activities, each inside the middleware and a scope of its own.</summary>
internal sealed class FunctionTaskRunner(AppFunctions functions, Invoker invoker, IServiceProvider services) : ITaskRunner
{
    public bool HasOrchestrator(string name) => functions.Orchestrator(name) is not null;

    public bool HasActivity(string name) => functions.Activity(name) is not null;

    public async Task<string?> RunOrchestratorAsync(string name, TaskOrchestrationContext context)
    {
        // Disposed only when the replay comes to an end; an unfinished one is left to the collector, as nothing scoped may be held here.
        using var scope = services.CreateScope();
        return Payload.Write(await invoker.InvokeAsync(new Invocation(functions.Orchestrator(name)!, scope.ServiceProvider, context, context.InstanceId, CancellationToken.None)));
    }

    public async Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        return Payload.Write(await invoker.InvokeAsync(new Invocation(functions.Activity(name)!, scope.ServiceProvider, input, instanceId, cancellation)));
    }
}
