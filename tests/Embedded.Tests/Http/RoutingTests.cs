using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;

namespace Embedded.Tests.Http;

public sealed class RoutingTests
{
    private const AuthorizationLevel Open = AuthorizationLevel.Anonymous;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("api/Plain", "plain")]
    [InlineData("api/plain", "plain")]
    [InlineData("api/texts/a%20b", "text a b")]
    [InlineData("api/numbers/-7", "number -7")]
    [InlineData("api/ids/0192d0a0-0000-7000-8000-000000000001", "id 0192d0a0-0000-7000-8000-000000000001")]
    [InlineData("api/maybe/3", "maybe 3")]
    [InlineData("api/maybe", "maybe nothing")]
    [InlineData("api/all/a/b/c", "all a/b/c")]
    [InlineData("api/mixed/latest", "latest")]
    [InlineData("api/mixed/12", "numbered 12")]
    public async Task Request_OfARoute_ReachesItsFunctionWithItsParameters(string path, string expected)
    {
        await using var app = await RunningApp.StartAsync(typeof(Functions));
        Assert.Equal(expected, await app.Http.GetStringAsync(path, Cancellation));
    }

    [Theory]
    [InlineData("Plain")]
    [InlineData("api/numbers/seven")]
    [InlineData("api/ids/7")]
    [InlineData("api/nothing")]
    public async Task Request_OfNoRoute_IsNotFound(string path)
    {
        await using var app = await RunningApp.StartAsync(typeof(Functions));
        var answer = await app.Http.GetAsync(path, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("", "Plain")]
    [InlineData("v1/calls", "v1/calls/Plain")]
    public async Task RoutePrefix_OfHostJson_StandsBeforeEveryRoute(string prefix, string path)
    {
        await using var app = await RunningApp.StartAsync(builder => builder.HostJson = new HostJson(prefix, ""), typeof(Functions));
        Assert.Equal("plain", await app.Http.GetStringAsync(path, Cancellation));
    }

    [Fact]
    public void RoutePrefix_WithoutHostJson_IsTheHostsDefault()
    {
        using var empty = new TemporaryDirectory();
        Assert.Equal(new HostJson("api", ""), HostJson.Read(empty.Path));
    }

    [Fact]
    public void HostJson_NextToTheProgram_SaysPrefixAndVersion()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(
            Path.Combine(directory.Path, "host.json"),
            """{ "extensions": { "http": { "routePrefix": "" }, "durableTask": { "defaultVersion": "2.1" } } }""");
        Assert.Equal(new HostJson("", "2.1"), HostJson.Read(directory.Path));
    }

    public static class Functions
    {
        [Function("Plain")]
        public static IResult Plain([HttpTrigger(Open, "get")] HttpRequest request) => Results.Text("plain");

        [Function("Text")]
        public static IResult Text([HttpTrigger(Open, "get", Route = "texts/{text}")] HttpRequest request, string text) =>
            Results.Text($"text {text}");

        [Function("Number")]
        public static IResult Number([HttpTrigger(Open, "get", Route = "numbers/{number:int}")] HttpRequest request, int number) =>
            Results.Text($"number {number}");

        [Function("Id")]
        public static IResult Id([HttpTrigger(Open, "get", Route = "ids/{id:guid}")] HttpRequest request, Guid id) => Results.Text($"id {id}");

        [Function("Maybe")]
        public static IResult Maybe([HttpTrigger(Open, "get", Route = "maybe/{number:int?}")] HttpRequest request, int? number) =>
            Results.Text($"maybe {number?.ToString() ?? "nothing"}");

        [Function("All")]
        public static IResult All([HttpTrigger(Open, "get", Route = "all/{*rest}")] HttpRequest request, string rest) => Results.Text($"all {rest}");

        [Function("ALatest")]
        public static IResult Latest([HttpTrigger(Open, "get", Route = "mixed/latest")] HttpRequest request) => Results.Text("latest");

        [Function("ANumbered")]
        public static IResult Numbered([HttpTrigger(Open, "get", Route = "mixed/{number:int}")] HttpRequest request, int number) =>
            Results.Text($"numbered {number}");
    }
}
