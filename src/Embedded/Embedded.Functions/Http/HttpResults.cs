using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Invocations;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Writes what an HTTP function returned, or what middleware put in its place.</summary>
internal sealed class HttpResults : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        ((Invocation)context).Trigger is HttpContext http ? AnswerAsync((Invocation)context, http, next) : next(context);

    private static async Task AnswerAsync(Invocation invocation, HttpContext http, FunctionExecutionDelegate next)
    {
        invocation.HttpContext = http;
        await next(invocation);
        switch (invocation.Result)
        {
            case IResult result:
                await result.ExecuteAsync(http);
                break;
            case null:
                break; // Middleware has answered without calling the function.
            default:
                throw new InvalidOperationException($"The result of an HTTP function is an IResult, not {invocation.Result.GetType()}.");
        }
    }
}
