using System.Net;
using System.Text.Json.Nodes;
using Azure;
using RdsCalOrchestrator.Tests.Simulator.Arm;
using RdsCalOrchestrator.Tests.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.Faults;

/// <summary>Which call a fault happens at, and how orders are given and refused.</summary>
public sealed class FaultOrderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fault_HappensAtTheNthMatchingCallAndIsSeenUntilThen()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        await OrderAsync(estate, """{"fault":"hang","after":2,"run":"import"}""");

        foreach (var name in new[] { "rc-1-inspect", "rc-1-import", "rc-2-inspect" })
            await SendAsync(estate, name);
        var waiting = await FaultsAsync(estate);
        await SendAsync(estate, "rc-2-import");
        var fired = await FaultsAsync(estate);

        Assert.Equal((1, null), (waiting["waiting"]!["hang"]!.GetValue<int>(), waiting["fired"]!["hang"]));
        Assert.Equal((1, null), (fired["fired"]!["hang"]!.GetValue<int>(), fired["waiting"]!["hang"]));
        Assert.Equal("rc-2-import", fired["faults"]![0]!["firedOn"]!.GetValue<string>());
        Assert.Equal(3, estate.Scripts.Runs.Count);
    }

    [Fact]
    public async Task TwoFaultsOfTheSameCall_HappenOneAfterTheOther()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        await OrderAsync(estate, """{"fault":"noOutput"}""");
        await OrderAsync(estate, """{"fault":"duplicateExecution"}""");

        await SendAsync(estate, "rc-1");
        var first = estate.Scripts.Runs.Count;
        await SendAsync(estate, "rc-2");

        Assert.Equal((1, 3), (first, estate.Scripts.Runs.Count));
    }

    [Fact]
    public async Task Fault_OutlivesTheProcess()
    {
        using var folder = new TestFolder();
        var before = await RunningEstate.StartAsync(folder);
        await OrderAsync(before, """{"fault":"hang"}""");
        await before.DisposeAsync();

        await using var after = await RunningEstate.StartAsync(folder);
        await SendAsync(after, "rc-1");

        Assert.Empty(after.Scripts.Runs);
    }

    [Theory]
    [InlineData("old", """{"fault":"hang","after":0}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("old", """{"fault":"hang","call":"get"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("old", """{"fault":"hang","bytes":3}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("old", """{"fault":"serverError","status":404}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("old", """{"fault":"throttled","call":"start"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("old", """{"fault":"explode"}""", HttpStatusCode.BadRequest)]
    [InlineData("old", """{"fault":"hang","afterwards":1}""", HttpStatusCode.BadRequest)]
    [InlineData("old", """{"after":1}""", HttpStatusCode.BadRequest)]
    [InlineData("none", """{"fault":"hang"}""", HttpStatusCode.NotFound)]
    public async Task Order_ThatCannotBeCarriedOut_IsRefused(string machine, string order, HttpStatusCode expected)
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);

        var answer = await estate.Http.PostAsync(
            $"/simulator/machines/{machine}/faults", new StringContent(order, null, "application/json"), Cancellation);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static Task<JsonNode> OrderAsync(RunningEstate estate, string order) =>
        estate.ControlAsync(HttpMethod.Post, "machines/old/faults", order);

    private static Task<JsonNode> FaultsAsync(RunningEstate estate) => estate.ControlAsync(HttpMethod.Get, "machines/OLD/faults");

    private static async Task SendAsync(RunningEstate estate, string name)
    {
        await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, name, RunCommandTests.Body("read"), Cancellation);
        await estate.WhenIdleAsync();
    }
}
