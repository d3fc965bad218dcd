using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Embedded.Tests.Middleware;

public sealed class PipelineTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Middleware_Runs_AroundEveryKindOfFunction()
    {
        var seen = new Seen();
        await using var app = await RunningApp.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton(seen);
                builder.UseMiddleware<Watching>();
            },
            typeof(EveryKind));
        app.Time.Advance(TimeSpan.FromMinutes(1));
        var id = await app.Http.GetStringAsync("api/Begin", Cancellation);
        await app.Client.WaitForInstanceCompletionAsync(id, Cancellation);

        Assert.Equal(["Act", "Begin", "Flow", "Tick"], seen.Before.Distinct().Order());
        // The orchestration runs once until it calls the activity and a second time with its result; only the second run comes to an end.
        Assert.Equal(["Flow", "Flow"], seen.Before.Where(static name => name == "Flow"));
        Assert.Equal(["Act", "Begin", "Flow", "Tick"], seen.After.Order());
    }

    [Fact]
    public async Task Middleware_UsedFirst_IsOutermost()
    {
        var order = new ConcurrentQueue<string>();
        var app = await RunningApp.StartAsync(
            builder => builder.UseMiddleware(Noting(order, "outer")).UseMiddleware(Noting(order, "inner")), typeof(Functions));
        await app.Http.GetStringAsync("api/Greet", Cancellation);
        await app.DisposeAsync(); // The answer is out before the outermost has finished; the end waits for it.
        Assert.Equal(["outer in", "inner in", "inner out", "outer out"], order);
    }

    [Fact]
    public async Task Middleware_ThatAnswersItself_KeepsTheFunctionFromRunning()
    {
        await using var app = await RunningApp.StartAsync(
            static builder =>
            {
                builder.ConfigureFunctionsWebApplication();
                builder.UseMiddleware(static (context, _) =>
                {
                    context.GetHttpContext()!.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                });
            },
            typeof(Functions));
        var answer = await app.Http.GetAsync("api/Greet", Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task Middleware_ThatPutsAResultInPlaceOfAnException_IsTheAnswer()
    {
        await using var app = await RunningApp.StartAsync(
            static builder =>
            {
                builder.ConfigureFunctionsWebApplication();
                builder.UseMiddleware(static async (context, next) =>
                {
                    try
                    {
                        await next();
                    }
                    catch (InvalidDataException wrong)
                    {
                        context.GetInvocationResult().Value = Results.Text(wrong.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
                    }
                });
            },
            typeof(Functions));
        var answer = await app.Http.GetAsync("api/Fail", Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("wrong data", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Middleware_UsedBeforeConfigure_SeesNoHttpContextOnTheWayIn()
    {
        bool? before = null, after = null;
        var app = await RunningApp.StartAsync(
            builder => builder.UseMiddleware(async (context, next) =>
            {
                before = context.GetHttpContext() is not null;
                await next();
                after = context.GetHttpContext() is not null;
            }),
            typeof(Functions));
        await app.Http.GetStringAsync("api/Greet", Cancellation);
        await app.DisposeAsync(); // This middleware is outside the writer: it goes on after the caller has the answer.
        Assert.False(before);
        Assert.True(after);
    }

    [Fact]
    public async Task Middleware_AfterTheFunction_ReadsTheResultByItsType()
    {
        bool? isResult = null;
        InvalidOperationException? isNoText = null;
        var app = await RunningApp.StartAsync(
            builder => builder.UseMiddleware(async (context, next) =>
            {
                await next();
                isResult = context.GetInvocationResult<IResult>().Value is not null;
                isNoText = Assert.Throws<InvalidOperationException>(() => context.GetInvocationResult<string>());
            }),
            typeof(Functions));
        await app.Http.GetStringAsync("api/Greet", Cancellation);
        await app.DisposeAsync(); // As above.
        Assert.True(isResult);
        Assert.Contains("'Greet'", isNoText!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Result_ThatIsNoHttpResult_IsAFailure()
    {
        await using var app = await RunningApp.StartAsync(
            static builder =>
            {
                builder.ConfigureFunctionsWebApplication();
                builder.UseMiddleware(static (context, _) =>
                {
                    context.GetInvocationResult().Value = "text";
                    return Task.CompletedTask;
                });
            },
            typeof(Functions));
        var answer = await app.Http.GetAsync("api/Greet", Cancellation);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    private static Func<FunctionContext, Func<Task>, Task> Noting(ConcurrentQueue<string> order, string name) => async (_, next) =>
    {
        order.Enqueue($"{name} in");
        await next();
        order.Enqueue($"{name} out");
    };

    public sealed class Seen
    {
        public ConcurrentQueue<string> Before { get; } = new();

        public ConcurrentQueue<string> After { get; } = new();
    }

    public sealed class Watching(Seen seen) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            seen.Before.Enqueue(context.FunctionDefinition.Name);
            await next(context);
            seen.After.Enqueue(context.FunctionDefinition.Name);
        }
    }

    public static class Functions
    {
        [Function("Greet")]
        public static IResult Greet([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text("hello");

        [Function("Fail")]
        public static IResult Fail([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            throw new InvalidDataException("wrong data");
    }

    public static class EveryKind
    {
        [Function("Begin")]
        public static async Task<IResult> Begin(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
            Results.Text(await client.ScheduleNewOrchestrationInstanceAsync("Flow", request.HttpContext.RequestAborted));

        [Function("Flow")]
        public static Task<string> Flow([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<string>("Act");

        [Function("Act")]
        public static string Act([ActivityTrigger] string? input) => "acted";

        [Function("Tick")]
        public static Task Tick([TimerTrigger("0 * * * * *")] TimerInfo timer) => Task.CompletedTask;
    }
}
