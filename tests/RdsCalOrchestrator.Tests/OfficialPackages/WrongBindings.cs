using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace RdsCalOrchestrator.Tests.OfficialPackages;

// Each is wrong in one way, but the last.

public static class TakesQuery
{
    [Function("one")]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Function, Route = "one/{id}")] HttpRequest request, string name) =>
        Results.Ok(name);
}

public static class TakesLongOfRoute
{
    [Function("one")]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Function, Route = "one/{id}")] HttpRequest request, long id) =>
        Results.Ok(id);
}

public static class TakesRequestData
{
    [Function("one")]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Function)] string request) => Results.Ok(request);
}

public static class GivesPlainAnswer
{
    [Function("one")]
    public static Task<string> Run([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request) => Task.FromResult(request.Method);
}

public static class TakesPropertyOfInput
{
    [Function("one")]
    public static int Run([ActivityTrigger] GoodRecord input, string name) => name.Length;
}

public static class GivesValueTask
{
    [Function("one")]
    public static ValueTask<int> Run([ActivityTrigger] string input) => new(input.Length);
}

public static class TakesServiceAsClient
{
    [Function("one")]
    public static string Run([ActivityTrigger] string input, DurableTaskClient client) => client.Name;
}

public static class TakesNoTimer
{
    [Function("one")]
    public static void Run([TimerTrigger("0 * * * * *")] string timer)
    {
    }
}

public static class TakesInstanceIdOfTimer
{
    [Function("one")]
    public static void Run([TimerTrigger("0 * * * * *")] TimerInfo timer, string instanceId)
    {
    }
}

public static class GivesFromTimer
{
    [Function("one")]
    public static Task<int> Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => Task.FromResult(1);
}

public static class TakesTokenInReplay
{
    [Function("one")]
    public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context, CancellationToken cancellation) => Task.CompletedTask;
}

public static class TakesNoContext
{
    [Function("one")]
    public static Task Run([OrchestrationTrigger] string context) => Task.CompletedTask;
}

public static class HasUnknownTrigger
{
    [Function("one")]
    public static void Run([QueueTrigger] string message)
    {
    }
}

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute : TriggerBindingAttribute;

public static class KnownShapes
{
    [Function("http")]
    public static Task<IResult> AnswerAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "a/{text}/{number:int}/{id:guid}")] HttpRequest request,
        string text, int number, Guid id, [DurableClient] DurableTaskClient client, FunctionContext context,
        CancellationToken cancellation) =>
        Task.FromResult(Results.Ok());

    [Function("timer")]
    public static Task LookAsync(
        [TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        Task.CompletedTask;

    [Function("activity")]
    public static Task<GoodRecord> ActAsync([ActivityTrigger] GoodRecord input, string instanceId, CancellationToken cancellation) =>
        Task.FromResult(input);

    [Function("orchestration")]
    public static Task<GoodRecord?> FlowAsync([OrchestrationTrigger] TaskOrchestrationContext context, FunctionContext function) =>
        Task.FromResult(context.GetInput<GoodRecord>());
}
