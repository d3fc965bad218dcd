using System.Net;
using System.Text.Json.Nodes;
using RdsCalOrchestrator.Tests.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.Throttling;

/// <summary>Azure's limits: which calls count for which, what a refusal says, and what time gives back.</summary>
public sealed class ThrottlingTests : IAsyncLifetime
{
    private const string Query = "?api-version=2023-07-01";
    private const string Resource = "x-ms-ratelimit-remaining-resource";

    private readonly TestFolder _folder = new();
    private RunningEstate _estate = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _estate = await RunningEstate.StartAsync(_folder);
        await SwitchAsync("on");
    }

    public async ValueTask DisposeAsync()
    {
        await _estate.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task PutAndDelete_OfOneMachine_SpendTheSameTwelve()
    {
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await PutAsync("old")).StatusCode);
            Assert.Equal(HttpStatusCode.Accepted, (await CallAsync(HttpMethod.Delete, "old")).StatusCode);
        }

        var refused = await PutAsync("old");
        var body = JsonNode.Parse(await refused.Content.ReadAsStringAsync(Cancellation))!;
        var another = await PutAsync("new");
        _estate.Time.Advance(TimeSpan.FromSeconds(15));
        var later = await PutAsync("old");
        var count = await CountAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(15), refused.Headers.RetryAfter!.Delta);
        Assert.StartsWith("Microsoft.Compute/UpdateVMResource;0,", refused.Headers.GetValues(Resource).Single());
        Assert.Equal("OperationNotAllowed", body["code"]!.GetValue<string>());
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (another.StatusCode, later.StatusCode));
        Assert.Equal((9, 6), (count["calls"]!["put"]!.GetValue<int>(), count["calls"]!["delete"]!.GetValue<int>()));
        Assert.Equal(1, count["refused"]!["updateVmOfMachine"]!.GetValue<int>());
    }

    [Fact]
    public async Task Get_OfOneMachine_Has36AndTwelveAMinute()
    {
        for (var i = 0; i < 36; i++)
            Assert.Equal(HttpStatusCode.OK, (await _estate.ArmAsync(HttpMethod.Get, TestWorld.ResourceId("old") + Query)).StatusCode);

        var refused = await CallAsync(HttpMethod.Get, "old");

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(5)), (refused.StatusCode, refused.Headers.RetryAfter!.Delta));
        Assert.Equal("36", (await CountAsync())["calls"]!["getMachine"]!.ToString());
    }

    [Fact]
    public async Task Reads_OfTheSubscription_AreRefusedByResourceManagerInItsOwnForm()
    {
        var path = $"/subscriptions/{TestWorld.Subscription}/providers/Microsoft.Compute/locations/westeurope/operations/none{Query}";
        for (var i = 0; i < 250; i++)
            await _estate.ArmAsync(HttpMethod.Get, path);

        var refused = await CallAsync(HttpMethod.Get, "old");
        var body = JsonNode.Parse(await refused.Content.ReadAsStringAsync(Cancellation))!;

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("SubscriptionRequestsThrottled", body["error"]!["code"]!.GetValue<string>());
        Assert.Equal("0", refused.Headers.GetValues("x-ms-ratelimit-remaining-subscription-reads").Single());
        Assert.Equal(1, (await CountAsync())["refused"]!["reads"]!.GetValue<int>());
    }

    [Fact]
    public async Task Answer_SaysWhatIsLeft()
    {
        var put = await PutAsync("old");

        Assert.Equal("199", put.Headers.GetValues("x-ms-ratelimit-remaining-subscription-writes").Single());
        Assert.Equal(
            "Microsoft.Compute/UpdateVMResource;11,Microsoft.Compute/UpdateVMSubscription;1499", put.Headers.GetValues(Resource).Single());
    }

    [Fact]
    public async Task Off_CountsAndRefusesNothing()
    {
        await SwitchAsync("off");

        for (var i = 0; i < 20; i++)
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await PutAsync("old")).StatusCode);
        var count = await CountAsync();

        Assert.Equal((false, 20), (count["on"]!.GetValue<bool>(), count["calls"]!["put"]!.GetValue<int>()));
        Assert.Empty(count["refused"]!.AsObject());
    }

    private async Task SwitchAsync(string position) =>
        (await _estate.Http.PostAsync($"/simulator/throttling/{position}", null, Cancellation)).EnsureSuccessStatusCode();

    private Task<JsonNode> CountAsync() => _estate.ControlAsync(HttpMethod.Get, "throttling");

    private Task<HttpResponseMessage> PutAsync(string machine) =>
        CallAsync(HttpMethod.Put, machine, """{"location":"westeurope","properties":{"source":{"script":"read"}}}""");

    private Task<HttpResponseMessage> CallAsync(HttpMethod method, string machine, string? body = null) =>
        _estate.ArmAsync(method, $"{TestWorld.ResourceId(machine)}/runCommands/rc-1{Query}", body);
}
