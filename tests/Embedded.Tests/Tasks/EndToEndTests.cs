using System.Collections.Concurrent;
using Embedded.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Embedded.Tests.Tasks;

public sealed class EndToEndTests
{
    [Fact]
    public async Task Orchestration_StartedOverHttp_CallsItsActivityAndKeepsTheResult()
    {
        await using var app = await TestApp.StartAsync(WithGreeter, typeof(Functions));
        Assert.Equal((200, "greeting-1"), await app.GetAsync("/api/greet/Ada"));
        await app.Host.Services.GetRequiredService<DurableEngine>().WhenIdleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((200, "Completed: Hello Ada, says greeting-1 at version 1.0"), await app.GetAsync("/api/greetings/greeting-1"));
    }

    [Fact]
    public async Task Result_IsWrittenByRunTimeType()
    {
        await using var app = await TestApp.StartAsync(WithGreeter, typeof(Functions));
        var client = app.Host.Services.GetRequiredService<DurableEngine>().Client;
        var id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Wide), TestContext.Current.CancellationToken);
        var instance = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken);
        Assert.Equal("""{"More":2,"Basic":1}""", instance.SerializedOutput);
    }

    [Fact]
    public async Task Middleware_RunsAroundOrchestrationsAndActivities()
    {
        var seen = new ConcurrentDictionary<string, bool>();
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                WithGreeter(builder);
                builder.UseMiddleware((context, next) =>
                {
                    seen[context.FunctionDefinition.Name] = context.GetHttpContext() is not null;
                    return next();
                });
            },
            typeof(Functions));
        await app.GetAsync("/api/greet/Ada");
        await app.Host.Services.GetRequiredService<DurableEngine>().WhenIdleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            [("Greet", false), ("Greeting", false), ("StartGreeting", true)], seen.Select(static s => (s.Key, s.Value)).Order());
    }

    private static void WithGreeter(FunctionsApplicationBuilder builder) =>
        builder.Services.AddScoped<Greeter>();

    public sealed class Greeter
    {
        public string To(string name) => $"Hello {name}";
    }

    public sealed record Name(string Text);

    public sealed class Functions(Greeter greeter)
    {
        [Function("StartGreeting")]
        public static async Task<IResult> Start(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greet/{name}")] HttpRequest request,
            string name,
            [DurableClient] DurableTaskClient client,
            CancellationToken cancellation) =>
            Results.Text(await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(Greeting), new Name(name), new StartOrchestrationOptions("greeting-1"), cancellation));

        [Function("ReadGreeting")]
        public static async Task<IResult> Read(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greetings/{id}")] HttpRequest request,
            string id,
            [DurableClient] DurableTaskClient client,
            CancellationToken cancellation)
        {
            var instance = await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellation);
            return instance is null ? Results.NotFound() : Results.Text($"{instance.RuntimeStatus}: {instance.ReadOutputAs<Name>()!.Text}");
        }

        [Function(nameof(Greeting))]
        public static async Task<Name> Greeting([OrchestrationTrigger] TaskOrchestrationContext context, Name name)
        {
            var greeting = await context.CallActivityAsync<string>("greet", name);
            return new Name($"{greeting} at version {context.Version}");
        }

        [Function("Greet")]
        public async Task<string> Greet([ActivityTrigger] Name name, string instanceId, FunctionContext context, CancellationToken cancellation)
        {
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            return $"{greeter.To(name.Text)}, says {instanceId}";
        }

        [Function(nameof(Wide))]
        public static Task<Narrow> Wide([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromResult<Narrow>(new WideRecord(1, 2));
    }

    public record Narrow(int Basic);

    public sealed record WideRecord(int Basic, int More) : Narrow(Basic);
}
