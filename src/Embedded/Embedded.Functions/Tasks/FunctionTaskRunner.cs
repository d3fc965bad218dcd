using Microsoft.Azure.Functions.Worker.Discovery;
using Microsoft.Azure.Functions.Worker.Invocations;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Tasks;

/// <summary>Runs the app's orchestrations and activities for the engine.</summary>
internal sealed class FunctionTaskRunner(AppFunctions functions, Invoker invoker, IServiceScopeFactory scopes) : ITaskRunner
{
    private readonly Dictionary<string, OrchestrationFunction> _orchestrations = ByName<OrchestrationFunction>(functions);
    private readonly Dictionary<string, ActivityFunction> _activities = ByName<ActivityFunction>(functions);

    public bool HasOrchestrator(string name) => _orchestrations.ContainsKey(name);

    public bool HasActivity(string name) => _activities.ContainsKey(name);

    // An orchestrator that waits is never finished: it is run again from its start, and this run and its scope are simply dropped.
    public Task<string?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) =>
        RunAsync(_orchestrations[name], context, CancellationToken.None);

    public Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellation) =>
        RunAsync(_activities[name], new ActivityCall(instanceId, input), cancellation);

    private async Task<string?> RunAsync(AppFunction function, object trigger, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var invocation = new Invocation(function, trigger, scope.ServiceProvider, cancellation);
        await invoker.RunAsync(invocation);
        return Payload.Write(invocation.Result);
    }

    private static Dictionary<string, T> ByName<T>(AppFunctions functions)
        where T : AppFunction => functions.OfKind<T>().ToDictionary(static function => function.Name, StringComparer.OrdinalIgnoreCase);
}
