using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Embedded.Tests.Http;

public sealed class AnswerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Result_OfAFunction_IsWrittenAsItSays()
    {
        await using var app = await RunningApp.StartAsync(typeof(Functions));
        var answer = await app.Http.PostAsync("api/Echo", new StringContent("said"), Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("\"said\"", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("api/Throws")]
    [InlineData("api/ThrowsWhileWriting")]
    public async Task Exception_NobodyHandles_IsAnEmpty500AndIsLogged(string path)
    {
        await using var app = await RunningApp.StartAsync(typeof(Functions));
        var answer = await app.Http.GetAsync(path, Cancellation);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.False(answer.Headers.Contains("X-Half"));
        Assert.Contains(app.Logs.Lines, line => line.StartsWith($"Error 200 Function '{path[4..]}' failed.", StringComparison.Ordinal)
            && line.EndsWith("the inside story", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Exception_AfterTheFirstByte_BreaksTheConnection()
    {
        await using var app = await RunningApp.StartAsync(typeof(Functions));
        await Assert.ThrowsAnyAsync<Exception>(() => app.Http.GetStringAsync("api/ThrowsInTheMiddle", Cancellation));
        Assert.Contains(app.Logs.Lines, static line => line.Contains("ThrowsInTheMiddle", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Caller_ThatGoesAway_CancelsTheFunction()
    {
        var waiting = new Waiting();
        await using var app = await RunningApp.StartAsync(builder => builder.Services.AddSingleton(waiting), typeof(WaitingFunction));
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var request = app.Http.GetAsync("api/Waits", gone.Token);
        await waiting.Begun.Task.WaitAsync(Cancellation);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.True(await waiting.BothTokensCancelled.Task.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task Function_OfAClass_GetsServicesOfTheScopeItsResultSees()
    {
        await using var app = await RunningApp.StartAsync(static builder => builder.Services.AddScoped<Note>(), typeof(NoteFunction));
        Assert.Equal("written once", await app.Http.GetStringAsync("api/Notes/once", Cancellation));
        Assert.Equal("written twice", await app.Http.GetStringAsync("api/Notes/twice", Cancellation));
    }

    public static class Functions
    {
        [Function("Echo")]
        public static async Task<IResult> Echo([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request)
        {
            using var reader = new StreamReader(request.Body);
            return Results.Json(await reader.ReadToEndAsync(), statusCode: StatusCodes.Status202Accepted);
        }

        [Function("Throws")]
        public static IResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            throw new InvalidDataException("the inside story");

        [Function("ThrowsWhileWriting")]
        public static IResult ThrowsWhileWriting([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            new HalfResult(starts: false);

        [Function("ThrowsInTheMiddle")]
        public static IResult ThrowsInTheMiddle([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            new HalfResult(starts: true);
    }

    public sealed class Waiting
    {
        public TaskCompletionSource Begun { get; } = new();

        public TaskCompletionSource<bool> BothTokensCancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public sealed class WaitingFunction(Waiting waiting)
    {
        [Function("Waits")]
        public async Task<IResult> Wait(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
        {
            var cancelled = new TaskCompletionSource();
            await using var registration = cancellation.Register(cancelled.SetResult);
            waiting.Begun.SetResult();
            await cancelled.Task;
            waiting.BothTokensCancelled.SetResult(
                request.HttpContext.RequestAborted.IsCancellationRequested && context.CancellationToken.IsCancellationRequested);
            return Results.NoContent();
        }
    }

    public sealed class Note
    {
        public string Text { get; set; } = "";
    }

    public sealed class NoteFunction(Note note)
    {
        [Function("Notes")]
        public IResult Write([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "Notes/{text}")] HttpRequest request, string text)
        {
            note.Text += $"written {text}";
            return new NoteResult();
        }
    }

    private sealed class NoteResult : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            httpContext.Response.WriteAsync(httpContext.RequestServices.GetRequiredService<Note>().Text, httpContext.RequestAborted);
    }

    private sealed class HalfResult(bool starts) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers["X-Half"] = "yes";
            httpContext.Response.StatusCode = StatusCodes.Status200OK;
            if (starts)
            {
                await httpContext.Response.WriteAsync("half of it", httpContext.RequestAborted);
                await httpContext.Response.Body.FlushAsync(httpContext.RequestAborted);
            }

            throw new InvalidDataException("the inside story");
        }
    }
}
