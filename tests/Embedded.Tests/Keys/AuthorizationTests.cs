using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Embedded.Tests.Keys;

public sealed class AuthorizationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Open", null, HttpStatusCode.OK)]
    [InlineData("Open", "wrong", HttpStatusCode.OK)]
    [InlineData("ForFunctions", null, HttpStatusCode.Unauthorized)]
    [InlineData("ForFunctions", "", HttpStatusCode.Unauthorized)]
    [InlineData("ForFunctions", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("ForFunctions", RunningApp.FunctionKey + "x", HttpStatusCode.Unauthorized)]
    [InlineData("ForFunctions", RunningApp.FunctionKey, HttpStatusCode.OK)]
    [InlineData("ForFunctions", RunningApp.AdminKey, HttpStatusCode.OK)]
    [InlineData("UnlessSaid", null, HttpStatusCode.Unauthorized)]
    [InlineData("UnlessSaid", RunningApp.FunctionKey, HttpStatusCode.OK)]
    [InlineData("ForAdmins", null, HttpStatusCode.Unauthorized)]
    [InlineData("ForAdmins", RunningApp.FunctionKey, HttpStatusCode.Unauthorized)]
    [InlineData("ForAdmins", RunningApp.AdminKey, HttpStatusCode.OK)]
    public async Task Key_InHeaderOrQuery_OpensItsLevel(string function, string? key, HttpStatusCode expected)
    {
        await using var app = await RunningApp.StartAsync(typeof(Functions));
        var byHeader = new HttpRequestMessage(HttpMethod.Get, $"api/{function}");
        if (key is not null)
            byHeader.Headers.Add("x-functions-key", key);
        var byQuery = new HttpRequestMessage(HttpMethod.Get, key is null ? $"api/{function}" : $"api/{function}?code={key}");

        foreach (var request in new[] { byHeader, byQuery })
        {
            var answer = await app.Http.SendAsync(request, Cancellation);
            Assert.Equal(expected, answer.StatusCode);
            Assert.Equal(expected == HttpStatusCode.OK ? "open" : "", await answer.Content.ReadAsStringAsync(Cancellation));
        }
    }

    [Fact]
    public async Task Key_ThatIsWrong_ReachesNoMiddleware()
    {
        var reached = 0;
        await using var app = await RunningApp.StartAsync(
            builder => builder.Use(next => context =>
            {
                reached++;
                return next(context);
            }),
            typeof(Functions));
        await app.Http.GetAsync("api/ForAdmins", Cancellation);
        await app.Http.GetAsync("api/Open", Cancellation);
        Assert.Equal(1, reached);
    }

    public static class Functions
    {
        [Function("Open")]
        public static IResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text("open");

        [Function("ForFunctions")]
        public static IResult ForFunctions([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => Results.Text("open");

        [Function("UnlessSaid")]
        public static IResult UnlessSaid([HttpTrigger("get")] HttpRequest request) => Results.Text("open");

        [Function("ForAdmins")]
        public static IResult ForAdmins([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => Results.Text("open");
    }
}
