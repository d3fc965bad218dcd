using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.ResourceManager;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.RunCommand;
using RdsCalOrchestrator.RunCommand.Arm;
using Xunit;

namespace RdsCalOrchestrator.Tests.RunCommand.Arm;

/// <summary>What becomes of Azure's refusals: a finding that a person can act on.</summary>
public sealed class RefusalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PowerState/deallocated", "deallocated")]
    [InlineData("PowerState/stopped", "stopped")]
    [InlineData("PowerState/starting", "starting")]
    [InlineData("ProvisioningState/succeeded", "in no known power state")]
    public async Task LookAtServer_NotRunning_IsStopped(string code, string shown)
    {
        await using var arm = await FakeArm.StartAsync();
        arm.InstanceView["statuses"] = new JsonArray(FakeArm.Status(code, ""));

        var finding = NotReady(await arm.Channel().LookAtServerAsync(FakeArm.Server, Cancellation));

        Assert.Equal(("AZ-VM-STOPPED", Severity.Blocked, "ls01"), (finding.Id, finding.Severity, finding.Subject));
        Assert.Contains($"ls01 is {shown};", finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ProvisioningState/Unavailable", "Not Ready", "Not Ready")]
    [InlineData(null, null, "silent")]
    public async Task LookAtServer_AgentNotReady_IsSaidBeforeACommandHangs(string? code, string? display, string shown)
    {
        await using var arm = await FakeArm.StartAsync();
        arm.InstanceView["vmAgent"] = code is null ? null : new JsonObject { ["statuses"] = new JsonArray(FakeArm.Status(code, display!)) };

        var finding = NotReady(await arm.Channel().LookAtServerAsync(FakeArm.Server, Cancellation));

        Assert.Equal("AZ-AGENT-NOT-READY", finding.Id);
        Assert.Contains($"is {shown};", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LookAtServer_ExtensionOperationsOff_IsRefused()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.Properties["osProfile"]!["allowExtensionOperations"] = false;

        var finding = NotReady(await arm.Channel().LookAtServerAsync(FakeArm.Server, Cancellation));

        Assert.Equal("AZ-COMMAND-REFUSED", finding.Id);
        Assert.Contains("allowExtensionOperations", finding.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "ResourceNotFound", "AZ-STATE-DIFFERS")]
    [InlineData(404, "ResourceGroupNotFound", "AZ-STATE-DIFFERS")]
    [InlineData(404, "SubscriptionNotFound", "AZ-NO-ACCESS")]
    [InlineData(403, "AuthorizationFailed", "AZ-NO-ACCESS")]
    [InlineData(401, "InvalidAuthenticationToken", "AZ-NO-ACCESS")]
    [InlineData(409, "SomethingNew", "AZ-COMMAND-REFUSED")]
    [InlineData(400, "InvalidParameter", "AZ-COMMAND-REFUSED")]
    public async Task LookAtServer_Refused_IsTheFindingOfItsCode(int status, string code, string finding)
    {
        foreach (var form in Forms(code))
        {
            await using var arm = await FakeArm.StartAsync();
            arm.RefuseNext("GET", status, form);

            Assert.Equal(finding, NotReady(await arm.Channel().LookAtServerAsync(FakeArm.Server, Cancellation)).Id);
        }
    }

    [Theory]
    [InlineData(403, "AuthorizationFailed", "AZ-NO-ACCESS")]
    [InlineData(403, "RequestDisallowedByPolicy", "AZ-COMMAND-REFUSED")]
    [InlineData(409, "ScopeLocked", "AZ-COMMAND-REFUSED")]
    [InlineData(409, "ReadOnlyDisabledSubscription", "AZ-COMMAND-REFUSED")]
    [InlineData(404, "ParentResourceNotFound", "AZ-STATE-DIFFERS")]
    [InlineData(400, "InvalidParameter", "AZ-COMMAND-REFUSED")]
    public async Task Start_RefusedWithACodeOfItsOwn_IsItsFindingWithoutAnotherCall(int status, string code, string finding)
    {
        foreach (var form in Forms(code))
        {
            await using var arm = await FakeArm.StartAsync();
            arm.RefuseNext("PUT", status, form);

            Assert.Equal(finding, Refused(await arm.Channel().StartAsync(FakeArm.Server, SomeCommand.New(), Cancellation)).Id);
            Assert.Equal(2, arm.Requests.Count);
        }
    }

    [Fact]
    public async Task Start_RefusedByPolicy_NamesIt()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.RefuseNext("PUT", 403, Forms("RequestDisallowedByPolicy", "Resource 'rc' was disallowed by policy 'No run commands'.")[0]);

        var finding = Refused(await arm.Channel().StartAsync(FakeArm.Server, SomeCommand.New(), Cancellation));

        Assert.EndsWith("'No run commands'.", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_RefusedAndTheMachineIsOff_IsStopped()
    {
        foreach (var form in Forms("OperationNotAllowed", "The text of another language or year."))
        {
            await using var arm = await FakeArm.StartAsync();
            arm.InstanceView["statuses"] = new JsonArray(FakeArm.Status("PowerState/deallocated", ""));
            arm.RefuseNext("PUT", 409, form);

            Assert.Equal("AZ-VM-STOPPED", Refused(await arm.Channel().StartAsync(FakeArm.Server, SomeCommand.New(), Cancellation)).Id);
        }
    }

    [Fact]
    public async Task Start_RefusedAndAllPlacesAreTaken_SaysHowManyAreNotOurs()
    {
        foreach (var form in Forms("OperationNotAllowed", "The text of another language or year."))
        {
            await using var arm = await FakeArm.StartAsync();
            for (var i = 0; i < 25; i++)
                arm.Command($"rc-{i}", "Succeeded", null, i < 4 ? [] : new JsonObject { ["rdscal"] = "1" });
            arm.RefuseNext("PUT", 409, form);

            var finding = Refused(await arm.Channel().StartAsync(FakeArm.Server, SomeCommand.New(), Cancellation));

            Assert.Equal(("AZ-SLOTS-FULL", "All 25 run command places of ls01 are taken, 4 not by us."), (finding.Id, finding.Sentence));
        }
    }

    [Fact]
    public async Task Start_RefusedForNoReasonToBeSeen_QuotesAzure()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.Command("rc-other", "Succeeded", null);
        arm.RefuseNext("PUT", 409, Forms("OperationNotAllowed", "The moon is full. " + new string('x', 500))[0]);

        var finding = Refused(await arm.Channel().StartAsync(FakeArm.Server, SomeCommand.New(), Cancellation));

        Assert.Equal("AZ-COMMAND-REFUSED", finding.Id);
        Assert.Contains("409 OperationNotAllowed: The moon is full.", finding.Sentence, StringComparison.Ordinal);
        Assert.InRange(finding.Sentence.Length, 1, 350);
    }

    [Theory]
    [InlineData("ScopeLocked", "AZ-DELETE-LOCKED", Severity.Warn)]
    [InlineData("OperationNotAllowed", "AZ-VM-STOPPED", Severity.Blocked)]
    public async Task Delete_Refused_SaysWhy(string code, string id, Severity severity)
    {
        await using var arm = await FakeArm.StartAsync();
        arm.InstanceView["statuses"] = new JsonArray(FakeArm.Status("PowerState/stopped", ""));
        arm.RefuseNext("DELETE", 409, Forms(code)[0]);

        var finding = Refused(await arm.Channel().DeleteAsync(FakeArm.Server, SomeCommand.Name, Cancellation));

        Assert.Equal((id, severity), (finding.Id, finding.Severity));
    }

    [Fact]
    public async Task Delete_NotFound_IsAbsent()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.RefuseNext("DELETE", 404, Forms("ResourceNotFound")[0]);

        Assert.Equal(new ChannelReply.Absent(), await arm.Channel().DeleteAsync(FakeArm.Server, SomeCommand.Name, Cancellation));
    }

    [Fact]
    public async Task Call_WithAnIdentityThatCannotSignIn_IsNoAccess()
    {
        await using var arm = await FakeArm.StartAsync();
        var options = new ArmClientOptions { Transport = new HttpClientTransport(arm.Handler()), Retry = { MaxRetries = 0 } };
        var channel = new AzureVmChannel(new ArmClient(new NobodysToken(), default, options));

        Assert.Equal("AZ-NO-ACCESS", NotReady(await channel.LookAtServerAsync(FakeArm.Server, Cancellation)).Id);
        Assert.Equal("AZ-NO-ACCESS", Refused(await channel.StartAsync(FakeArm.Server, SomeCommand.New(), Cancellation)).Id);
        Assert.Empty(arm.Requests);
    }

    /// <summary>Azure's two forms of an error.</summary>
    internal static string[] Forms(string code, string message = "Azure's words.")
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message };
        return [new JsonObject { ["error"] = error.DeepClone() }.ToJsonString(), error.ToJsonString()];
    }

    private static Finding NotReady(ServerReply reply) => Assert.IsType<ServerReply.NotReady>(reply).Finding;

    private static Finding Refused(ChannelReply reply) => Assert.IsType<ChannelReply.Refused>(reply).Finding;

    private sealed class NobodysToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("No identity is here.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("No identity is here.");
    }
}
