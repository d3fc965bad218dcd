using System.Net;
using System.Text.Json;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.RunCommand;
using RdsCalOrchestrator.RunCommand.Arm;
using RdsCalOrchestrator.Tests.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.Arm;

/// <summary>What Azure answers to whom it does not let in, and to what does not exist.</summary>
public sealed class ArmSurfaceTests
{
    private const string Version = "api-version=2023-07-01";

    private static string Old => TestWorld.ResourceId("old");

    [Fact]
    public async Task Call_WithoutTheToken_IsRefused()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);

        var answer = await estate.ArmAsync(HttpMethod.Get, $"{Old}?{Version}", token: "stolen");

        Assert.Equal((HttpStatusCode.Unauthorized, "AuthenticationFailed"), (answer.StatusCode, await CodeAsync(answer)));
    }

    [Theory]
    [InlineData("/subscriptions/{0}/resourceGroups/rg-lic/providers/Microsoft.Compute/virtualMachines/none", "ResourceNotFound")]
    [InlineData("/subscriptions/{0}/resourceGroups/rg-none/providers/Microsoft.Compute/virtualMachines/old", "ResourceGroupNotFound")]
    [InlineData(
        "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-lic/providers/Microsoft.Compute/virtualMachines/old",
        "SubscriptionNotFound")]
    [InlineData(
        "/subscriptions/{0}/resourceGroups/rg-lic/providers/Microsoft.Compute/virtualMachines/old/runCommands/none", "ResourceNotFound")]
    [InlineData("/subscriptions/{0}/providers/Microsoft.Compute/locations/westeurope/operations/none", "NotFound")]
    public async Task Get_OfWhatDoesNotExist_SaysWhichPartIsMissing(string path, string code)
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);

        var answer = await estate.ArmAsync(HttpMethod.Get, $"{string.Format(null, path, TestWorld.Subscription)}?{Version}");

        Assert.Equal((HttpStatusCode.NotFound, code), (answer.StatusCode, await CodeAsync(answer)));
    }

    [Theory]
    [InlineData("GET", "", "?api-version=2024-11-01")]
    [InlineData("GET", "", "?$expand=userData&" + Version)]
    [InlineData("PATCH", "/runCommands/rc-1", "?" + Version)]
    [InlineData("POST", "/runCommand", "?" + Version)]
    [InlineData("POST", "/restart", "?" + Version)]
    public async Task Call_ThatIsNotModelled_Answers501(string method, string path, string query)
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);

        var answer = await estate.ArmAsync(new HttpMethod(method), Old + path + query, "{}");

        Assert.Equal((HttpStatusCode.NotImplemented, "NotModelled"), (answer.StatusCode, await CodeAsync(answer)));
    }

    [Theory]
    [InlineData("""{"location":"westeurope","properties":{"source":{"script":"x"}}}""", HttpStatusCode.Created)]
    [InlineData("""{"properties":{"source":{"script":"x"}}}""", HttpStatusCode.BadRequest)]
    [InlineData(
        """{"location":"westeurope","tags":null,"properties":{"source":{"script":"x"},"parameters":null,"protectedParameters":null}}""",
        HttpStatusCode.Created)]
    [InlineData(
        """{"location":"westeurope","properties":{"source":{"script":"x"},"parameters":[{"name":"A","value":"1"},{"name":"a","value":"2"}]}}""",
        HttpStatusCode.BadRequest)]
    [InlineData("""{"location":"westeurope","location":"westeurope","properties":{"source":{"script":"x"}}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"location":"westeurope","properties":{"source":null}}""", HttpStatusCode.NotImplemented)]
    [InlineData("""{"location":"westeurope","properties":null}""", HttpStatusCode.NotImplemented)]
    [InlineData(
        """{"location":"westeurope","properties":{"source":{"script":"x"},"parameters":[{"name":"A","value":null}]}}""",
        HttpStatusCode.NotImplemented)]
    [InlineData("""{"location":"westeurope","properties":""", HttpStatusCode.BadRequest)]
    [InlineData("""{"location":"northeurope","properties":{"source":{"script":"x"}}}""", HttpStatusCode.NotImplemented)]
    [InlineData(
        """{"location":"westeurope","properties":{"source":{"scriptUri":"https://x.example/s.ps1"}}}""", HttpStatusCode.NotImplemented)]
    [InlineData("""{"location":"westeurope","properties":{"source":{"script":"x"},"runAsUser":"u"}}""", HttpStatusCode.NotImplemented)]
    [InlineData(
        """{"location":"westeurope","properties":{"source":{"script":"x"},"treatFailureAsDeploymentFailure":true}}""",
        HttpStatusCode.NotImplemented)]
    public async Task Put_Body_IsTakenWholeOrNotAtAll(string body, HttpStatusCode expected)
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);

        var answer = await estate.ArmAsync(HttpMethod.Put, $"{Old}/runCommands/rc-1?{Version}", body);
        await estate.WhenIdleAsync();

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.Created ? 1 : 0, estate.Scripts.Runs.Count);
    }

    [Theory]
    [InlineData("1", HttpStatusCode.Created)]
    [InlineData("604800", HttpStatusCode.Created)]
    [InlineData("604801", HttpStatusCode.NotImplemented)]
    [InlineData("0", HttpStatusCode.NotImplemented)]
    [InlineData("-1", HttpStatusCode.NotImplemented)]
    [InlineData("1e30", HttpStatusCode.NotImplemented)]
    [InlineData("1.5", HttpStatusCode.NotImplemented)]
    [InlineData("null", HttpStatusCode.NotImplemented)]
    [InlineData("\"600\"", HttpStatusCode.NotImplemented)]
    public async Task Put_TimeoutInSeconds_IsAWholeNumberUpToAWeek(string timeout, HttpStatusCode expected)
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);

        var answer = await estate.ArmAsync(
            HttpMethod.Put,
            $"{Old}/runCommands/rc-1?{Version}",
            $$"""{"location":"westeurope","properties":{"source":{"script":"x"},"timeoutInSeconds":{{timeout}} } }""");
        await estate.WhenIdleAsync();

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.Created ? 1 : 0, estate.Scripts.Runs.Count);
    }

    [Fact]
    public async Task Put_OnAMachineThatDoesNotExist_NamesTheParent()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);

        var answer = await estate.ArmAsync(
            HttpMethod.Put,
            $"{TestWorld.ResourceId("none")}/runCommands/rc-1?{Version}",
            """{"location":"westeurope","properties":{"source":{"script":"x"}}}""");

        Assert.Equal((HttpStatusCode.NotFound, "ParentResourceNotFound"), (answer.StatusCode, await CodeAsync(answer)));
    }

    [Theory]
    [InlineData("power/running", null)]
    [InlineData("power/stopped", "AZ-VM-STOPPED")]
    [InlineData("power/deallocated", "AZ-VM-STOPPED")]
    [InlineData("agent/notReady", "AZ-AGENT-NOT-READY")]
    public async Task Machine_SeenThroughTheAppsChannel_IsReadyOrSaysWhyNot(string change, string? finding)
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        await estate.SwitchAsync("old", change);
        var channel = AzureVmChannel.Create(new ArmOptions { Endpoint = new Uri(estate.Url) });

        var reply = await channel.LookAtServerAsync(ServerId.From(Old), TestContext.Current.CancellationToken);

        if (finding is null)
            Assert.Equal("westeurope", Assert.IsType<ServerReply.Ready>(reply).Location);
        else
            Assert.Equal(finding, Assert.IsType<ServerReply.NotReady>(reply).Finding.Id);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return body.RootElement.GetProperty("error").GetProperty("code").GetString();
    }
}
