using System.Collections.Concurrent;
using Embedded.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Embedded.Tests.Http;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Middleware_RunsInTheOrderItIsUsedAndBeforeTheBodyIsWritten()
    {
        await using var app = await TestApp.StartAsync(
            static builder =>
            {
                builder.UseMiddleware<Header>();
                builder.UseMiddleware(static async (context, next) =>
                {
                    context.GetHttpContext()!.Response.Headers.Append("X-Order", "second");
                    await next();
                    context.GetHttpContext()!.Response.Headers.Append("X-Order", "after");
                });
            },
            typeof(Functions));
        using var response = await app.Http.GetAsync("/api/answers", TestContext.Current.CancellationToken);
        Assert.Equal(["first", "second", "after"], response.Headers.GetValues("X-Order"));
        Assert.Equal("answer", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Middleware_ThatDoesNotGoOn_AnswersItself()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.UseMiddleware(static (context, _) =>
            {
                context.GetHttpContext()!.Response.StatusCode = 403;
                return Task.CompletedTask;
            }),
            typeof(Functions));
        Assert.Equal((403, ""), await app.GetAsync("/api/answers"));
    }

    [Fact]
    public async Task Middleware_TurnsAnExceptionIntoAResult()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.UseMiddleware(static async (context, next) =>
            {
                try
                {
                    await next();
                }
                catch (NotSupportedException problem)
                {
                    context.GetInvocationResult().Value = Results.Text(problem.Message, statusCode: 422);
                }
            }),
            typeof(Functions));
        Assert.Equal((422, "not this"), await app.GetAsync("/api/throws"));
    }

    [Fact]
    public async Task Middleware_ReadsTheResultByItsType()
    {
        var seen = new ConcurrentQueue<string>();
        await using var app = await TestApp.StartAsync(
            builder => builder.UseMiddleware(async (context, next) =>
            {
                await next();
                seen.Enqueue($"{context.GetInvocationResult<IResult>().Value is not null}");
                seen.Enqueue(Assert.Throws<InvalidOperationException>(() => context.GetInvocationResult<string>()).GetType().Name);
            }),
            typeof(Functions));
        Assert.Equal((200, "answer"), await app.GetAsync("/api/answers"));
        Assert.Equal(["True", "InvalidOperationException"], seen);
    }

    [Fact]
    public async Task Middleware_UsedBeforeTheWebApplication_SeesNoRequestOnItsWayIn()
    {
        var seen = new ConcurrentQueue<bool>();
        var builder = TestApp.Builder(typeof(Functions));
        builder.UseMiddleware(async (context, next) =>
        {
            seen.Enqueue(context.GetHttpContext() is null);
            await next();
            seen.Enqueue(context.GetHttpContext()!.Response.HasStarted);
        });
        builder.ConfigureFunctionsWebApplication();
        await using var app = await TestApp.StartAsync(builder);
        Assert.Equal((200, "answer"), await app.GetAsync("/api/answers"));
        Assert.Equal([true, true], seen);
    }

    [Fact]
    public async Task Middleware_OfAClass_IsOneForTheProgram()
    {
        await using var app = await TestApp.StartAsync(static builder => builder.UseMiddleware<Header>(), typeof(Functions));
        await app.GetAsync("/api/answers");
        await app.GetAsync("/api/answers");
        Assert.Equal(2, app.Host.Services.GetRequiredService<Header>().Calls);
    }

    internal sealed class Header : IFunctionsWorkerMiddleware
    {
        public int Calls { get; private set; }

        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            Calls++;
            context.GetHttpContext()!.Response.Headers.Append("X-Order", "first");
            return next(context);
        }
    }

    public static class Functions
    {
        [Function("Answers")]
        public static IResult Answers([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "answers")] HttpRequest request) => Results.Text("answer");

        [Function("Throws")]
        public static IResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws")] HttpRequest request) =>
            throw new NotSupportedException("not this");
    }
}
