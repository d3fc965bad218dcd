using System.Text.Json.Nodes;
using RdsCalOrchestrator.RunCommand;
using RdsCalOrchestrator.RunCommand.Arm;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Tests.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Tests.RunCommand.Arm;

/// <summary>All commands of a server through the real SDK.</summary>
public sealed class CommandListTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_CommandsOnSeveralPages_AreAllThere()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.PageSize = 10;
        for (var i = 0; i < 25; i++)
            arm.Command($"rc-{i}", "Succeeded", null, i < 4 ? [] : new JsonObject { ["rdscal"] = "1" });

        var listed = await ListAsync(arm);

        Assert.Equal(arm.Commands.Keys, listed.Commands.Select(static c => c.Name));
        Assert.Equal((true, 4), (listed.IsFull, listed.Foreign));
        Assert.Equal(3, arm.Requests.Count);
        Assert.Equal("GET /runCommands?$expand=instanceView&api-version=2023-07-01 Bearer simulator", arm.Requests[0]);
    }

    [Fact]
    public async Task List_OneThatEnded_HasItsStateTagsAndEnd()
    {
        await using var arm = await FakeArm.StartAsync();
        var view = new JsonObject { ["executionState"] = "TimedOut", ["exitCode"] = -1, ["endTime"] = "2026-11-24T02:02:29Z" };
        arm.Command("rc-1", "Succeeded", view, new JsonObject { ["rdscal"] = "1", ["rdscal-migration"] = "m-101" });

        var command = Assert.Single((await ListAsync(arm)).Commands);

        Assert.Equal(("rc-1", "TimedOut", true, true), (command.Name, command.State, command.HasEnded, command.IsOurs));
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 2, 2, 29, TimeSpan.Zero), command.EndedAt);
        Assert.Equal("m-101", command.Tags[CommandTags.Migration]);
    }

    [Theory]
    [InlineData("Succeeded", "Running", false)]
    [InlineData("Succeeded", "SomethingNew", false)]
    [InlineData("Creating", null, false)]
    [InlineData("Deleting", "Succeeded", true)]
    [InlineData("Failed", "Pending", true)]
    public async Task List_AnyState_HasEndedOnlyWhereAReadSaysSo(string provisioning, string? execution, bool hasEnded)
    {
        await using var arm = await FakeArm.StartAsync();
        arm.Command("rc-1", provisioning, execution is null ? null : new JsonObject { ["executionState"] = execution, ["exitCode"] = 0 });

        Assert.Equal(hasEnded, Assert.Single((await ListAsync(arm)).Commands).HasEnded);
        Assert.Equal(hasEnded, await arm.Channel().ReadAsync(FakeArm.Server, "rc-1", Cancellation) is ChannelReply.Ended);
    }

    [Fact]
    public async Task List_OfNoServer_IsEmpty()
    {
        foreach (var form in RefusalTests.Forms("ResourceNotFound"))
        {
            await using var arm = await FakeArm.StartAsync();
            arm.RefuseNext("GET", 404, form);

            Assert.Empty((await ListAsync(arm)).Commands);
        }
    }

    [Theory]
    [InlineData(404, "SubscriptionNotFound")]
    [InlineData(403, "AuthorizationFailed")]
    public async Task List_NotAllowed_ProvesNothing(int status, string code)
    {
        await using var arm = await FakeArm.StartAsync();
        arm.RefuseNext("GET", status, RefusalTests.Forms(code)[0]);

        var refused = Assert.IsType<ListReply.Refused>(await arm.Channel().ListAsync(FakeArm.Server, Cancellation));

        Assert.Equal("AZ-NO-ACCESS", refused.Finding.Id);
    }

    [Fact]
    public async Task List_ThrottledOnItsSecondPage_IsNoList()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.PageSize = 1;
        arm.Command("rc-1", "Succeeded", null);
        arm.Command("rc-2", "Succeeded", null);
        arm.Network = (request, send) =>
        {
            if (request.RequestUri!.Query.Contains("from=", StringComparison.Ordinal))
                arm.RefuseNext("GET", 429, "{}", ("Retry-After", "60"));
            return send();
        };

        Assert.Equal(new ListReply.Throttled(TimeSpan.FromMinutes(1)), await arm.Channel().ListAsync(FakeArm.Server, Cancellation));
    }

    [Fact]
    public async Task List_OnTheSimulator_IsWhatWasSentThere()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        var channel = AzureVmChannel.Create(new ArmOptions { Endpoint = new Uri(estate.Url) });
        var server = Domain.Identifiers.ServerId.From(TestWorld.ResourceId("new"));
        await channel.StartAsync(server, SomeCommand.New(), Cancellation);
        await estate.WhenIdleAsync();

        var command = Assert.Single(Assert.IsType<ListReply.Listed>(await channel.ListAsync(server, Cancellation)).Commands);

        Assert.Equal((SomeCommand.Name, true, true), (command.Name, command.HasEnded, command.IsOurs));
    }

    private static async Task<ListReply.Listed> ListAsync(FakeArm arm) =>
        Assert.IsType<ListReply.Listed>(await arm.Channel().ListAsync(FakeArm.Server, Cancellation));
}
