using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;

namespace Embedded.Tests.Http;

public sealed class RoutingTests
{
    [Theory]
    [InlineData("/api/Unrouted", "unrouted")]
    [InlineData("/api/unrouted", "unrouted")]
    [InlineData("/api/things/seven", "text seven")]
    [InlineData("/api/numbers/-7", "number -7")]
    [InlineData("/api/guids/0c5d0f6c-5f6e-4c53-9d4e-1f2f3a4b5c6d", "guid 0c5d0f6c-5f6e-4c53-9d4e-1f2f3a4b5c6d")]
    [InlineData("/api/optional/3", "optional 3")]
    [InlineData("/api/optional", "optional none")]
    [InlineData("/api/rest/a/b/c.css", "rest a/b/c.css")]
    [InlineData("/api/mixed/latest", "the latest")]
    [InlineData("/api/mixed/7", "mixed 7")]
    public async Task Route_ThatMatches_GivesItsParametersByName(string path, string answer)
    {
        await using var app = await RunningApp.StartAsync(typeof(Functions));
        Assert.Equal((200, answer), await app.GetAsync(path));
    }

    [Theory]
    [InlineData("/things/seven")]
    [InlineData("/api/numbers/seven")]
    [InlineData("/api/guids/7")]
    [InlineData("/api/optional/3/4")]
    [InlineData("/api/nothing")]
    public async Task Route_ThatDoesNotMatch_IsNotFound(string path)
    {
        await using var app = await RunningApp.StartAsync(typeof(Functions));
        Assert.Equal((404, ""), await app.GetAsync(path));
    }

    [Theory]
    [InlineData("other", "/other/things/x")]
    [InlineData("", "/things/x")]
    public async Task Prefix_IsTheOneOfHostJson(string prefix, string path)
    {
        await using var app = await RunningApp.StartAsync(builder => builder.HostJson = new HostJson(prefix, ""), typeof(Functions));
        Assert.Equal((200, "text x"), await app.GetAsync(path));
    }

    [Fact]
    public async Task Verb_ThatNoRouteAnswers_IsNotFoundAsOnTheHost()
    {
        await using var app = await RunningApp.StartAsync(typeof(Functions));
        using var response = await app.Http.DeleteAsync("/api/things/x", TestContext.Current.CancellationToken);
        Assert.Equal(404, (int)response.StatusCode);
        Assert.False(response.Content.Headers.Contains("Allow"));
    }

    [Fact]
    public async Task Verbs_OfTwoFunctionsOfOneRoute_ReachTheirOwn()
    {
        await using var app = await RunningApp.StartAsync(typeof(Functions));
        using var response = await app.Http.PostAsync("/api/things/x", null, TestContext.Current.CancellationToken);
        Assert.Equal("posted x", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("BREW")]
    public async Task Verbs_WhenNoneIsNamed_AreAllAnswered(string verb)
    {
        await using var app = await RunningApp.StartAsync(typeof(Functions));
        using var request = new HttpRequestMessage(new HttpMethod(verb), "/api/Unrouted");
        using var response = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("/api/heads", 200)]
    [InlineData("/api/things/x", 404)]
    public async Task Head_IsAnsweredOnlyWhereItIsListed(string path, int status)
    {
        await using var app = await RunningApp.StartAsync(typeof(Functions));
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var response = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public static class Functions
    {
        [Function("Unrouted")]
        public static IResult Unrouted([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Text("unrouted");

        [Function("Text")]
        public static IResult Text([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{name}")] HttpRequest request, string name) =>
            Results.Text($"text {name}");

        [Function("Posted")]
        public static IResult Posted([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "things/{name}")] HttpRequest request, string name) =>
            Results.Text($"posted {name}");

        [Function("Number")]
        public static IResult Number(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "numbers/{number:int}")] HttpRequest request, int number) =>
            Results.Text($"number {number}");

        [Function("Guid")]
        public static IResult OfGuid([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "guids/{id:guid}")] HttpRequest request, Guid id) =>
            Results.Text($"guid {id}");

        [Function("Optional")]
        public static IResult Optional(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "optional/{page:int?}")] HttpRequest request, int? page) =>
            Results.Text($"optional {page?.ToString() ?? "none"}");

        [Function("Rest")]
        public static IResult Rest([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "rest/{*path}")] HttpRequest request, string path) =>
            Results.Text($"rest {path}");

        // On the host the constraint keeps the two apart, whatever the order of the names.
        [Function("ByNumber")]
        public static IResult ByNumber([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "mixed/{n:int}")] HttpRequest request, int n) =>
            Results.Text($"mixed {n}");

        [Function("Latest")]
        public static IResult Latest([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "mixed/latest")] HttpRequest request) =>
            Results.Text("the latest");

        [Function("Heads")]
        public static IResult Heads([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "heads")] HttpRequest request) =>
            Results.Text("a body that HEAD leaves out");
    }
}
