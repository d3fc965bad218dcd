using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Embedded.Tests.Refusals;

/// <summary>
/// The host tries routes in the order of function names; ASP.NET Core prefers literals. Where the two could differ, nothing starts.
/// </summary>
public sealed class RouteRefusalTests
{
    [Theory]
    [InlineData("y/{id}", "y/list")]
    [InlineData("y/list", "y/{id}")]
    [InlineData("y/{id}", "Y/{other}")]
    [InlineData("y/list", "y/LIST")]
    [InlineData("y/{id:int}", "y/7")]
    [InlineData("y/{id:int}", "y/{name}")]
    [InlineData("y/{id:alpha}", "y/list")]
    [InlineData("y/{id:int}", "y/{number:long}")]
    [InlineData("y/{id:guid}", "y/{word:alpha}")]
    [InlineData("y/{*rest}", "y/list/of")]
    [InlineData("y/{*rest}", "y")]
    [InlineData("y/{id?}", "y")]
    [InlineData("{a}/list", "y/{b}")]
    [InlineData("y/{name}.csv", "y/list")]
    public void Routes_NotKnownToBeApart_AreRefused(string first, string second)
    {
        var problem = Assert.Single(Overlaps((first, ["get"]), (second, ["post", "GET"])));
        Assert.StartsWith("Function 'A'", problem, StringComparison.Ordinal);
        Assert.Contains("function 'B'", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y/{id:int}", "y/list")]
    [InlineData("y/{id:guid}", "y/list")]
    [InlineData("y/{id:int}", "y/{id:guid}")]
    [InlineData("y/{id}", "y/{id}/lines")]
    [InlineData("y/{id}/lines", "y/{id}/cancel")]
    [InlineData("y/{id}", "x/list")]
    public void Routes_NoRequestCanMatchTwice_AreNot(string first, string second) =>
        Assert.Empty(Overlaps((first, ["get"]), (second, ["get"])));

    [Theory]
    [InlineData("get", "post", false)]
    [InlineData("get", "", true)]
    [InlineData("", "", true)]
    public void Routes_OfDifferentVerbs_DoNotMeet(string first, string second, bool overlap) =>
        Assert.Equal(overlap, Overlaps(("y/{id}", Verbs(first)), ("y/list", Verbs(second))).Any());

    [Fact]
    public void Routes_OfTheStart_AreLookedAt() => Refused.For(typeof(Meeting)).Of("ById", "'api/y/{id}' and 'api/y/list' of function 'List'");

    private static string[] Verbs(string verb) => verb.Length == 0 ? [] : [verb];

    private static IEnumerable<string> Overlaps((string Route, string[] Verbs) first, (string Route, string[] Verbs) second) =>
        RouteOverlaps.Among([Function("A", first), Function("B", second)]);

    private static HttpFunction Function(string name, (string Route, string[] Verbs) trigger) => new(
        name, (MethodInfo)MethodBase.GetCurrentMethod()!, new HttpTriggerAttribute(trigger.Verbs) { Route = trigger.Route }, "api");

    public static class Meeting
    {
        [Function("ById")]
        public static IResult ById([HttpTrigger("get", Route = "y/{id}")] HttpRequest request, string id) => Results.Ok();

        [Function("List")]
        public static IResult List([HttpTrigger("get", Route = "y/list")] HttpRequest request) => Results.Ok();
    }
}
