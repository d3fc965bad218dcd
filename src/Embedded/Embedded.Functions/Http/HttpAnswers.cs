using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Invocations;
using Microsoft.Azure.Functions.Worker.Keys;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Answers a request by its function, once the key is right.</summary>
internal sealed partial class HttpAnswers(FunctionKeys keys, Invoker invoker, ILogger<HttpAnswers> log)
{
    public async Task AnswerAsync(HttpFunction function, HttpContext http)
    {
        if (!keys.Admit(http.Request, function.Level))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        // The request's scope is the function's: what the function sets in a scoped service, the page it returns can read.
        var invocation = new Invocation(function, http, http.RequestServices, http.RequestAborted);
        using var span = InvocationTraces.Begin(invocation, http.Request.Headers.TraceParent);
        try
        {
            await invoker.RunAsync(invocation);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            CallerHasGone(function.Name);
        }
        catch (Exception failure)
        {
            span?.SetStatus(ActivityStatusCode.Error);
            Failed(failure, function.Name);
            if (http.Response.HasStarted)
            {
                http.Abort();
                return;
            }
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    [LoggerMessage(200, LogLevel.Error, "Function '{Function}' failed.")]
    private partial void Failed(Exception failure, string function);

    [LoggerMessage(201, LogLevel.Debug, "The caller of function '{Function}' has gone.")]
    private partial void CallerHasGone(string function);
}
