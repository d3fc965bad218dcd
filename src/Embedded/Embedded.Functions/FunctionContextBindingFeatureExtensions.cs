using Microsoft.Azure.Functions.Worker.Invocations;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The result of an invocation, for middleware.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    public static InvocationResult GetInvocationResult(this FunctionContext context) =>
        new ResultOfInvocation((Invocation)context);

    /// <exception cref="InvalidOperationException">The result is not of that type, or there is none.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        var invocation = (Invocation)context;
        return invocation.Result is T
            ? new ResultOfInvocation<T>(invocation)
            : throw new InvalidOperationException(
                $"The result of function '{context.FunctionDefinition.Name}' is "
                + $"{invocation.Result?.GetType().ToString() ?? "null"}, not {typeof(T)}.");
    }
}
