using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Embedded.Tests.Refusals;

/// <summary>What the host would do differently in silence stops the start, with the function's name.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData(typeof(HttpParameters), "Unnamed", "'elsewhere'")]
    [InlineData(typeof(HttpParameters), "OfDouble", "'number'")]
    [InlineData(typeof(HttpParameters), "OfBody", "'body'")]
    [InlineData(typeof(HttpParameters), "Unmarked", "'client'")]
    [InlineData(typeof(OtherParameters), "Act", "'name'")]
    [InlineData(typeof(OtherParameters), "Tick", "'text'")]
    [InlineData(typeof(OtherParameters), "Flow", "'cancellation'")]
    [InlineData(typeof(OtherParameters), "TwoInputs", "one input")]
    public void Parameter_TheHostWouldBindFromElsewhere_IsRefused(Type functions, string name, string problem) =>
        Refused.For(functions).Of(name, problem);

    [Theory]
    [InlineData(typeof(HttpSettings), "Text", "IResult")]
    [InlineData(typeof(HttpSettings), "OfUsers", "User")]
    [InlineData(typeof(HttpSettings), "OfSystem", "System")]
    [InlineData(typeof(HttpSettings), "BadRoute", "route is wrong")]
    [InlineData(typeof(TimerSettings), "BadSchedule", "'every minute' is not a schedule")]
    [InlineData(typeof(TimerSettings), "NoSetting", "'%Absent%' is not a schedule")]
    [InlineData(typeof(TimerSettings), "Counts", "returns nothing")]
    public void Setting_TheRuntimeCannotFollow_IsRefused(Type functions, string name, string problem) => Refused.For(functions).Of(name, problem);

    [Fact]
    public void Problems_OfAllFunctions_AreListedAtOnce()
    {
        var refused = Refused.For(typeof(HttpSettings), typeof(TimerSettings), typeof(MethodRefusalTests.NoTrigger));
        refused.Of("Text", "IResult");
        refused.Of("BadRoute", "route is wrong");
        refused.Of("Counts", "returns nothing");
        refused.Of("NoTrigger", "0 triggers");
    }

    [Fact]
    public void HttpFunction_WithoutTheWebApplication_IsRefused()
    {
        using var data = new TemporaryDirectory();
        var refusal = Assert.Throws<InvalidOperationException>(() => RunningApp.BuilderFor(data.Path, typeof(Fine)).Build());
        Assert.Contains("'Fine': HTTP functions need a call of ConfigureFunctionsWebApplication()", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Function_WithoutProblems_IsNotRefused() => Assert.Empty(Refused.For(typeof(Fine)).Problems);

    public static class Fine
    {
        [Function("Fine")]
        public static IResult Run([HttpTrigger("get")] HttpRequest request) => Results.Ok();
    }

    public static class HttpParameters
    {
        [Function("Unnamed")]
        public static IResult Unnamed([HttpTrigger("get", Route = "a/{id}")] HttpRequest request, string elsewhere) => Results.Ok();

        [Function("OfDouble")]
        public static IResult OfDouble([HttpTrigger("get", Route = "b/{number}")] HttpRequest request, double number) => Results.Ok();

        [Function("OfBody")]
        public static IResult OfBody([HttpTrigger("post")] string body) => Results.Ok();

        [Function("Unmarked")]
        public static IResult Unmarked([HttpTrigger("get")] HttpRequest request, DurableTaskClient client) => Results.Ok();
    }

    public static class OtherParameters
    {
        [Function("Act")]
        public static int Act([ActivityTrigger] Order order, string name) => 1;

        [Function("Tick")]
        public static void Tick([TimerTrigger("0 * * * * *")] TimerInfo timer, string text)
        {
        }

        [Function("Flow")]
        public static Task Flow([OrchestrationTrigger] TaskOrchestrationContext context, CancellationToken cancellation) => Task.CompletedTask;

        [Function("TwoInputs")]
        public static Task TwoInputs([OrchestrationTrigger] TaskOrchestrationContext context, string one, string two) => Task.CompletedTask;
    }

    public sealed record Order(string Name);

    public static class HttpSettings
    {
        [Function("Text")]
        public static string Text([HttpTrigger("get")] HttpRequest request) => "";

        [Function("OfUsers")]
        public static IResult OfUsers([HttpTrigger(AuthorizationLevel.User, "get")] HttpRequest request) => Results.Ok();

        [Function("OfSystem")]
        public static IResult OfSystem([HttpTrigger(AuthorizationLevel.System, "get")] HttpRequest request) => Results.Ok();

        [Function("BadRoute")]
        public static IResult BadRoute([HttpTrigger("get", Route = "{open")] HttpRequest request) => Results.Ok();
    }

    public static class TimerSettings
    {
        [Function("BadSchedule")]
        public static void BadSchedule([TimerTrigger("every minute")] TimerInfo timer)
        {
        }

        [Function("NoSetting")]
        public static void NoSetting([TimerTrigger("%Absent%")] TimerInfo timer)
        {
        }

        [Function("Counts")]
        public static int Counts([TimerTrigger("0 * * * * *")] TimerInfo timer) => 1;
    }
}
