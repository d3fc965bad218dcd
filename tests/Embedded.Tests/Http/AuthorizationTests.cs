using Embedded.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Embedded.Tests.Http;

public sealed class AuthorizationTests
{
    [Theory]
    [InlineData("open", null, 200)]
    [InlineData("open", "wrong", 200)]
    [InlineData("function", null, 401)]
    [InlineData("function", "wrong", 401)]
    [InlineData("function", TestApp.FunctionKey, 200)]
    [InlineData("function", TestApp.AdminKey, 200)]
    [InlineData("byDefault", null, 401)]
    [InlineData("byDefault", TestApp.FunctionKey, 200)]
    [InlineData("admin", null, 401)]
    [InlineData("admin", TestApp.FunctionKey, 401)]
    [InlineData("admin", TestApp.AdminKey, 200)]
    public async Task Key_InHeaderOrQuery_OpensItsLevel(string route, string? key, int status)
    {
        await using var app = await TestApp.StartAsync(typeof(Functions));
        using var withHeader = new HttpRequestMessage(HttpMethod.Get, $"/api/{route}");
        if (key is not null)
            withHeader.Headers.Add("x-functions-key", key);
        using var byHeader = await app.Http.SendAsync(withHeader, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)byHeader.StatusCode);
        Assert.Equal(status, (await app.GetAsync($"/api/{route}?code={key}")).Status);
    }

    [Fact]
    public async Task Refusal_HasNoBody()
    {
        await using var app = await TestApp.StartAsync(typeof(Functions));
        Assert.Equal((401, ""), await app.GetAsync("/api/function"));
    }

    public static class Functions
    {
        [Function("Open")]
        public static IResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "open")] HttpRequest request) => Results.Ok();

        [Function("ByDefault")]
        public static IResult ByDefault([HttpTrigger("get", Route = "byDefault")] HttpRequest request) => Results.Ok();

        [Function("OfFunctions")]
        public static IResult OfFunctions([HttpTrigger(AuthorizationLevel.Function, "get", Route = "function")] HttpRequest request) => Results.Ok();

        [Function("OfAdmins")]
        public static IResult OfAdmins([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "admin")] HttpRequest request) => Results.Ok();
    }
}
