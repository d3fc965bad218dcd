using Embedded.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Embedded.Tests.Http;

public sealed class InvocationTests
{
    [Fact]
    public async Task Failure_ThatNobodyMaps_Is500WithNothingInIt()
    {
        await using var app = await TestApp.StartAsync(WithBasket, typeof(Functions));
        using var response = await app.Http.GetAsync("/api/fails", TestContext.Current.CancellationToken);
        Assert.Equal(500, (int)response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.False(response.Headers.Contains("X-Before"));
    }

    [Fact]
    public async Task RouteParameter_ThatCannotBeRead_Is500()
    {
        await using var app = await TestApp.StartAsync(WithBasket, typeof(Functions));
        Assert.Equal((500, ""), await app.GetAsync("/api/unconstrained/seven"));
    }

    [Fact]
    public async Task Scope_OfTheRequest_IsTheFunctionsAndItsResults()
    {
        await using var app = await TestApp.StartAsync(WithBasket, typeof(Functions));
        Assert.Equal((200, "apple apple"), await app.GetAsync("/api/basket/apple"));
        Assert.Equal((200, "pear pear"), await app.GetAsync("/api/basket/pear"));
    }

    [Fact]
    public async Task Context_TellsWhichFunctionRuns()
    {
        await using var app = await TestApp.StartAsync(WithBasket, typeof(Functions));
        Assert.Equal((200, $"Context {typeof(Functions).FullName}.Context True True True"), await app.GetAsync("/api/Context"));
    }

    [Fact]
    public async Task Body_MayBeThirtyMillionBytesAsOnTheHost()
    {
        await using var app = await TestApp.StartAsync(WithBasket, typeof(Functions));
        Assert.Equal((200, "30000000"), await app.GetAsync("/api/limit"));
    }

    private static void WithBasket(FunctionsApplicationBuilder builder) =>
        builder.Services.AddScoped<Basket>();

    public sealed class Basket
    {
        public string Fruit { get; set; } = "";
    }

    public sealed class Functions(Basket basket)
    {
        [Function("Fails")]
        public static Task<IResult> Fails([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fails")] HttpRequest request)
        {
            request.HttpContext.Response.Headers["X-Before"] = "set";
            throw new InvalidOperationException("nobody may read this");
        }

        [Function("Unconstrained")]
        public static IResult Unconstrained([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "unconstrained/{number}")] HttpRequest request, int number) =>
            Results.Text($"{number}");

        [Function("Fill")]
        public IResult Fill([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "basket/{fruit}")] HttpRequest request, string fruit, FunctionContext context)
        {
            basket.Fruit = fruit;
            return new BasketResult(context.InstanceServices.GetRequiredService<Basket>().Fruit);
        }

        [Function("Context")]
        public static async Task<IResult> Context(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
        {
            await Task.Yield();
            var definition = context.FunctionDefinition;
            return Results.Text(
                $"{definition.Name} {definition.EntryPoint} {File.Exists(definition.PathToAssembly)} {definition.Id == context.FunctionId} {context.CancellationToken == cancellation}");
        }

        [Function("Limit")]
        public static IResult Limit([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "limit")] HttpRequest request) =>
            Results.Text($"{request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize}");
    }

    private sealed class BasketResult(string seenByFunction) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            httpContext.Response.WriteAsync($"{seenByFunction} {httpContext.RequestServices.GetRequiredService<Basket>().Fruit}");
    }
}
