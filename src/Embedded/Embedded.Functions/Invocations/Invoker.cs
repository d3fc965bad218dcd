using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Discovery;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Invocations;

/// <summary>Runs the middleware around a function, binds its parameters, and calls it.</summary>
internal sealed class Invoker(IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
{
    private readonly FunctionExecutionDelegate _pipeline = middleware.Reverse().Aggregate((FunctionExecutionDelegate)CallAsync, static (next, use) => use(next));

    public async Task<object?> InvokeAsync(Invocation invocation)
    {
        await _pipeline(invocation);
        return invocation.Result;
    }

    private static async Task CallAsync(FunctionContext context)
    {
        var invocation = (Invocation)context;
        var method = invocation.Function.Method;
        var target = method.IsStatic ? null : ActivatorUtilities.CreateInstance(invocation.InstanceServices, method.DeclaringType!);
        var arguments = method.GetParameters().Select(p => Bind(invocation, p)).ToArray();
        try
        {
            invocation.Result = await UnwrapAsync(method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture));
        }
        finally
        {
            (target as IDisposable)?.Dispose();
        }
    }

    private static async Task<object?> UnwrapAsync(object? returned)
    {
        if (returned is ValueTask plain)
            returned = plain.AsTask();
        if (returned is not Task task)
            return returned;
        await task;
        var type = task.GetType();
        while (type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)))
            type = type.BaseType;
        var result = type?.GetProperty(nameof(Task<object>.Result))!.GetValue(task);
        return result?.GetType().FullName == "System.Threading.Tasks.VoidTaskResult" ? null : result;
    }

    private static object? Bind(Invocation invocation, ParameterInfo parameter)
    {
        if (parameter == invocation.Function.TriggerParameter)
            return invocation.Function.Trigger is ActivityTriggerAttribute ? Payload.Read((string?)invocation.Trigger, parameter.ParameterType) : invocation.Trigger;
        if (parameter.GetCustomAttribute<DurableClientAttribute>() is not null)
            return invocation.InstanceServices.GetRequiredService<DurableTaskClient>();
        if (parameter.ParameterType == typeof(FunctionContext))
            return invocation;
        if (parameter.ParameterType == typeof(CancellationToken))
            return invocation.CancellationToken;
        if (invocation.Function.Trigger is ActivityTriggerAttribute && parameter.Name == "instanceId")
            return invocation.InstanceId;
        return invocation.HttpContext?.GetRouteValue(parameter.Name!) is { } value ? Convert(value.ToString()!, parameter.ParameterType) : null;
    }

    private static object Convert(string text, Type type) => type == typeof(Guid)
        ? Guid.Parse(text)
        : System.Convert.ChangeType(text, Nullable.GetUnderlyingType(type) ?? type, CultureInfo.InvariantCulture);
}
