using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Discovery;
using Microsoft.Azure.Functions.Worker.Invocations;
using Microsoft.Azure.Functions.Worker.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Gives each HTTP function its place among the routes.</summary>
internal static class HttpFunctionEndpoints
{
    public static void MapFunctions(this WebApplication app, AppFunctions functions)
    {
        var keys = app.Services.GetRequiredService<FunctionKeys>();
        var answers = new HttpAnswers(keys, app.Services.GetRequiredService<Invoker>(), app.Services.GetRequiredService<ILogger<HttpAnswers>>());
        // The order is the host's: by function name, before any precedence of the templates.
        var endpoints = functions.OfKind<HttpFunction>().Select((function, order) => new RouteEndpoint(
            http => answers.AnswerAsync(function, http), function.Route, order, new EndpointMetadataCollection(function), function.Name));
        ((IEndpointRouteBuilder)app).DataSources.Add(new DefaultEndpointDataSource(endpoints));
    }
}
