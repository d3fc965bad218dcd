using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Embedded.Tests.Http;

public sealed class VerbTests
{
    private const AuthorizationLevel Open = AuthorizationLevel.Anonymous;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "thing", "read")]
    [InlineData("PUT", "thing", "written")]
    [InlineData("PATCH", "any", "PATCH")]
    public async Task Verb_OfTwoFunctionsOnOneRoute_ChoosesTheFunction(string verb, string path, string expected)
    {
        await using var app = await RunningApp.StartAsync(typeof(Functions));
        var answer = await app.Http.SendAsync(new HttpRequestMessage(new HttpMethod(verb), $"api/{path}"), Cancellation);
        Assert.Equal(expected, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("HEAD")]
    public async Task Verb_NobodyAnswers_IsNotFoundAndNamesNoOthers(string verb)
    {
        await using var app = await RunningApp.StartAsync(typeof(Functions));
        var answer = await app.Http.SendAsync(new HttpRequestMessage(new HttpMethod(verb), "api/thing"), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task Head_WhereTheFunctionNamesIt_IsAnsweredWithoutABody()
    {
        await using var app = await RunningApp.StartAsync(typeof(Functions));
        var answer = await app.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "api/page"), Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("HEAD", answer.Headers.GetValues("X-Verb").Single());
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancellation));
    }

    public static class Functions
    {
        [Function("ReadThing")]
        public static IResult Read([HttpTrigger(Open, "get", Route = "thing")] HttpRequest request) => Results.Text("read");

        [Function("WriteThing")]
        public static IResult Write([HttpTrigger(Open, "put", "post", Route = "thing")] HttpRequest request) => Results.Text("written");

        [Function("Any")]
        public static IResult Any([HttpTrigger(Open)] HttpRequest request) => Results.Text(request.Method);

        [Function("Page")]
        public static IResult Page([HttpTrigger(Open, "get", "head")] HttpRequest request)
        {
            request.HttpContext.Response.Headers["X-Verb"] = request.Method;
            return Results.Text("a page");
        }
    }
}
