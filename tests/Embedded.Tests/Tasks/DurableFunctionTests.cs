using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Embedded.Tests.Tasks;

public sealed class DurableFunctionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orchestration_StartedOverHttp_CallsItsActivitiesAndEnds()
    {
        await using var app = await RunningApp.StartAsync(
            static builder => builder.Services.AddScoped<Prices>(), typeof(Functions), typeof(Activities));
        var id = await app.Http.GetStringAsync("api/orders/3", Cancellation);
        var ended = await app.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Cancellation);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal(new Bill(id, 30, "1.0"), ended.ReadOutputAs<Bill>());
    }

    [Fact]
    public async Task Orchestration_WhoseIdIsRunning_IsNotStartedAgain()
    {
        await using var app = await RunningApp.StartAsync(typeof(Waiting));
        await app.Http.GetStringAsync("api/waiting/one", Cancellation);
        var answer = await app.Http.GetAsync("api/waiting/one", Cancellation);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains(app.Logs.Lines, static line => line.Contains("'StartWaiting' failed", StringComparison.Ordinal));

        await app.Client.RaiseEventAsync("one", "go", Cancellation);
        await app.Client.WaitForInstanceCompletionAsync("one", Cancellation);
        Assert.Equal("one", await app.Http.GetStringAsync("api/waiting/one", Cancellation));
    }

    [Fact]
    public async Task Activity_ThatFails_TellsTheOrchestrationItsMessage()
    {
        await using var app = await RunningApp.StartAsync(typeof(Failing));
        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync("Catch", Cancellation);
        var ended = await app.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Cancellation);
        Assert.Equal("caught: no such server", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Values_OfADerivedType_AreWrittenByTheirRunTimeType()
    {
        await using var app = await RunningApp.StartAsync(typeof(Derived));
        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync("Widen", Cancellation);
        var ended = await app.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Cancellation);
        // The function promises the base; the host writes what it is.
        Assert.Equal("""{"Bark":"loud","Name":"Rex"}""", ended.SerializedOutput);
    }

    [Fact]
    public async Task Engine_ByDefault_LiesUnderTheDataDirectoryAndApartFromTheKeys()
    {
        await using var app = await RunningApp.StartAsync(typeof(Failing));
        Assert.True(File.Exists(Path.Combine(app.DataDirectory, "engine", "engine.db")));
    }

    public sealed record Order(int Pieces);

    public sealed record Bill(string For, int Total, string Version);

    public sealed class Prices
    {
        public int PerPiece => 10;
    }

    public static class Functions
    {
        [Function("Start")]
        public static async Task<IResult> Start(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "orders/{pieces:int}")] HttpRequest request,
            [DurableClient] DurableTaskClient client,
            int pieces,
            CancellationToken cancellation) =>
            Results.Text(await client.ScheduleNewOrchestrationInstanceAsync("Sell", new Order(pieces), cancellation));

        [Function("Sell")]
        public static async Task<Bill> Sell([OrchestrationTrigger] TaskOrchestrationContext context, Order order)
        {
            var bill = await context.CallActivityAsync<Bill>("Price", context.GetInput<Order>());
            return bill with { Version = context.Version, Total = order.Pieces == context.GetInput<Order>()!.Pieces ? bill.Total : -1 };
        }
    }

    public sealed class Activities(Prices prices)
    {
        [Function("Price")]
        public async Task<Bill> Price(
            [ActivityTrigger] Order order, string instanceId, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
        {
            var caller = await client.GetInstanceAsync(instanceId, cancellation);
            return new Bill(caller!.InstanceId, order.Pieces * prices.PerPiece, "");
        }
    }

    public static class Waiting
    {
        [Function("StartWaiting")]
        public static async Task<IResult> Start(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "waiting/{id}")] HttpRequest request,
            [DurableClient] DurableTaskClient client, string id) =>
            Results.Text(await client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions(id)));

        [Function("Wait")]
        public static Task Wait([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<object>("go");
    }

    public static class Failing
    {
        [Function("Catch")]
        public static async Task<string> Catch([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                await context.CallActivityAsync("Break");
                return "not caught";
            }
            catch (TaskFailedException failed)
            {
                return $"caught: {failed.FailureDetails.ErrorMessage}";
            }
        }

        [Function("Break")]
        public static Task Break([ActivityTrigger] string? input) => throw new InvalidDataException("no such server");
    }

    public record Animal(string Name);

    public sealed record Dog(string Name, string Bark) : Animal(Name);

    public static class Derived
    {
        [Function("Widen")]
        public static Task<Animal> Widen([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromResult<Animal>(new Dog("Rex", "loud"));
    }
}
