using Embedded.Tests.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace Embedded.Tests.Discovery;

/// <summary>Settings by which an operator switches functions off, by the names that the host knows.</summary>
public sealed class DisabledFunctionTests
{
    private readonly Runs _runs = new();

    [Theory]
    [InlineData("AzureWebJobs.Minute.Disabled", "true", 0)]
    [InlineData("AzureWebJobs.Minute.Disabled", "1", 0)]
    [InlineData("AzureWebJobs_minute_Disabled", "True", 0)]
    [InlineData("AzureWebJobs.Minute.Disabled", "false", 1)]
    [InlineData("AzureWebJobs.Minute.Disabled", "", 1)]
    [InlineData("AzureWebJobs.Other.Disabled", "true", 1)]
    public async Task Timer_ThatIsDisabled_DoesNotRun(string setting, string value, int runs)
    {
        await using var app = await StartAsync(setting, value);
        app.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(runs, _runs.Count);
    }

    [Theory]
    [InlineData("AzureWebJobs.Hello.Disabled", 404)]
    [InlineData("AzureWebJobs.Minute.Disabled", 200)]
    public async Task Address_OfADisabledFunction_IsNotFound(string setting, int status)
    {
        await using var app = await StartAsync(setting, "true");
        Assert.Equal(status, (await app.GetAsync("/api/Hello")).Status);
    }

    [Theory]
    [InlineData("Act")]
    [InlineData("Flow")]
    public void Task_ThatIsDisabled_IsRefused(string function)
    {
        var refused = Refused.With($"AzureWebJobs.{function}.Disabled", "true", typeof(Functions));
        refused.Of(function, $"AzureWebJobs.{function}.Disabled would make every instance fail that needs it.");
        Assert.Single(refused.Problems);
    }

    private Task<RunningApp> StartAsync(string setting, string value) => RunningApp.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton(_runs);
            builder.Configuration[setting] = value;
        },
        typeof(Functions));

    public sealed class Runs
    {
        public int Count { get; set; }
    }

    public sealed class Functions(Runs runs)
    {
        [Function("Minute")]
        public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => runs.Count++;

        [Function("Hello")]
        public IResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Ok();

        [Function("Act")]
        public void Act([ActivityTrigger] string input) => runs.Count++;

        [Function("Flow")]
        public static Task FlowAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("Act", "");
    }
}
