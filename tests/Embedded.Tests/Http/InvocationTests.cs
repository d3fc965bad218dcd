using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;

namespace Embedded.Tests.Http;

public sealed class InvocationTests
{
    [Fact]
    public async Task RouteParameter_ThatCannotBeRead_Is500()
    {
        await using var app = await RunningApp.StartAsync(typeof(Functions));
        Assert.Equal((500, ""), await app.GetAsync("/api/unconstrained/seven"));
    }

    [Fact]
    public async Task Context_TellsWhichFunctionRuns()
    {
        await using var app = await RunningApp.StartAsync(typeof(Functions));
        Assert.Equal((200, $"Context {typeof(Functions).FullName}.Context True True True"), await app.GetAsync("/api/Context"));
    }

    [Fact]
    public async Task Body_MayBeThirtyMillionBytesAsOnTheHost()
    {
        await using var app = await RunningApp.StartAsync(typeof(Functions));
        Assert.Equal((200, "30000000"), await app.GetAsync("/api/limit"));
    }

    public static class Functions
    {
        [Function("Unconstrained")]
        public static IResult Unconstrained(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "unconstrained/{number}")] HttpRequest request, int number) =>
            Results.Text($"{number}");

        [Function("Context")]
        public static async Task<IResult> Context(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
        {
            await Task.Yield();
            var definition = context.FunctionDefinition;
            return Results.Text(
                $"{definition.Name} {definition.EntryPoint} {File.Exists(definition.PathToAssembly)} "
                + $"{definition.Id == context.FunctionId} {context.CancellationToken == cancellation}");
        }

        [Function("Limit")]
        public static IResult Limit([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "limit")] HttpRequest request) =>
            Results.Text($"{request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize}");
    }
}
