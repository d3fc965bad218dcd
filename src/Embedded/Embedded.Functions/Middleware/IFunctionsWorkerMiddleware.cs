namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Runs around every invocation, orchestrations too: there it awaits nothing of its own before <c>next</c>.</summary>
public interface IFunctionsWorkerMiddleware
{
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
