using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker.Discovery;
using Microsoft.Azure.Functions.Worker.Invocations;
using Microsoft.Azure.Functions.Worker.Keys;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>HTTP functions as endpoints: the prefix of host.json, verbs, keys, and results.</summary>
internal static class HttpRoutes
{
    public static RoutePattern PatternOf(AppFunction function) => RoutePatternFactory.Parse(((HttpTriggerAttribute)function.Trigger!).Route ?? function.Name);

    public static bool ShareAVerb(HttpTriggerAttribute a, HttpTriggerAttribute b) =>
        a.Methods is null || b.Methods is null || a.Methods.Intersect(b.Methods, StringComparer.OrdinalIgnoreCase).Any();

    public static void Map(WebApplication app, AppFunctions functions, Invoker invoker, FunctionKeys keys, string prefix, ILogger logger)
    {
        // The host answers 404 where a route is known and the verb is not.
        app.Use(static async (context, next) =>
        {
            await next(context);
            if (context.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false })
                (context.Response.StatusCode, context.Response.Headers.Allow) = (StatusCodes.Status404NotFound, default);
        });
        foreach (var function in functions.All.Where(static f => f.Trigger is HttpTriggerAttribute))
        {
            var http = (HttpTriggerAttribute)function.Trigger!;
            var route = $"{prefix}/{PatternOf(function).RawText!.TrimStart('/')}";
            RequestDelegate answer = context => AnswerAsync(context, function, http, invoker, keys, logger);
            if (http.Methods is { Length: > 0 } verbs)
                app.MapMethods(route, verbs, answer);
            else
                app.Map(route, answer);
        }
    }

    private static async Task AnswerAsync(HttpContext context, AppFunction function, HttpTriggerAttribute http, Invoker invoker, FunctionKeys keys, ILogger logger)
    {
        if (!keys.Allow(context.Request, http.AuthLevel))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        try
        {
            // The request's scope is the function's scope, so a page sees what the function set.
            var invocation = new Invocation(function, context.RequestServices, context.Request, "", context.RequestAborted) { HttpContext = context };
            await (await invoker.InvokeAsync(invocation) switch
            {
                IResult result => result.ExecuteAsync(context),
                null => Task.CompletedTask,
                string text => context.Response.WriteAsync(text, context.RequestAborted),
                var value => context.Response.WriteAsJsonAsync(value, value.GetType(), context.RequestAborted),
            });
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more to be answered.
        }
        catch (Exception failure)
        {
            HttpLogs.FunctionFailed(logger, failure, function.Name);
            if (!context.Response.HasStarted)
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}

/// <summary>Event ids 200–219.</summary>
internal static partial class HttpLogs
{
    [LoggerMessage(EventId = 200, Level = LogLevel.Error, Message = "Function {Function} failed")]
    internal static partial void FunctionFailed(ILogger logger, Exception exception, string function);
}
