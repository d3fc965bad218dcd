using System.Reflection;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Invocations;

/// <summary>Runs an invocation through the app's middleware to its function.</summary>
/// <remarks>Orchestrations come this way too, on a thread of the engine's own, so nothing is awaited here before the function.</remarks>
internal sealed class Invoker(IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
{
    private readonly FunctionExecutionDelegate _pipeline =
        middleware.Reverse().Aggregate((FunctionExecutionDelegate)CallFunctionAsync, static (next, outer) => outer(next));

    public Task RunAsync(Invocation invocation) => _pipeline(invocation);

    private static async Task CallFunctionAsync(FunctionContext context)
    {
        var invocation = (Invocation)context;
        var method = invocation.Function.Method;
        var instance = method.IsStatic ? null : ActivatorUtilities.CreateInstance(invocation.InstanceServices, method.DeclaringType!);
        object?[] arguments = [.. invocation.Function.Arguments.Select(argument => argument(invocation))];
        var returned = method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
        if (returned is Task task)
        {
            await task;
            returned = invocation.Function.ResultType == typeof(void) ? null : method.ReturnType.GetProperty(nameof(Task<>.Result))!.GetValue(task);
        }
        invocation.Result = returned;
    }
}
