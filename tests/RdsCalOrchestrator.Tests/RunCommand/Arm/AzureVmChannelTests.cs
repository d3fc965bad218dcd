using System.Text.Json.Nodes;
using RdsCalOrchestrator.RunCommand;
using Xunit;

namespace RdsCalOrchestrator.Tests.RunCommand.Arm;

/// <summary>The life of a run command through the real SDK.</summary>
public sealed class AzureVmChannelTests
{
    private const string Call = $"/runCommands/{SomeCommand.Name}?api-version=2023-07-01 Bearer simulator";
    private const string Look = $"/runCommands/{SomeCommand.Name}?$expand=instanceView&api-version=2023-07-01 Bearer simulator";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LookAtServer_RunningWithItsAgentReady_IsReadyInOneCall()
    {
        await using var arm = await FakeArm.StartAsync();

        var reply = await arm.Channel().LookAtServerAsync(FakeArm.Server, Cancellation);

        Assert.Equal(new ServerReply.Ready("westeurope"), reply);
        Assert.Equal(["GET ?$expand=instanceView&api-version=2023-07-01 Bearer simulator"], arm.Requests);
    }

    [Fact]
    public async Task Start_NewCommand_LooksSendsOnceAndDoesNotWait()
    {
        await using var arm = await FakeArm.StartAsync();

        var reply = await arm.Channel().StartAsync(FakeArm.Server, SomeCommand.New(), Cancellation);

        Assert.Equal(new ChannelReply.Running(null), reply);
        Assert.Equal([$"GET {Look}", $"PUT {Call}"], arm.Requests);
    }

    [Fact]
    public async Task Start_NewCommand_SendsScriptParametersAndTimeout()
    {
        await using var arm = await FakeArm.StartAsync();
        var command = SomeCommand.New();

        await arm.Channel().StartAsync(FakeArm.Server, command, Cancellation);

        var body = JsonNode.Parse(Assert.Single(arm.Bodies))!;
        var expected = new JsonObject
        {
            ["tags"] = new JsonObject { ["rdscal"] = "1", ["rdscal-migration"] = "m-101", ["a-late-one"] = "z" },
            ["location"] = "westeurope",
            ["properties"] = new JsonObject
            {
                ["source"] = new JsonObject { ["script"] = command.Script },
                ["parameters"] = new JsonArray(new JsonObject { ["name"] = "Request", ["value"] = command.Request }),
                ["protectedParameters"] = new JsonArray(new JsonObject { ["name"] = "Secrets", ["value"] = SomeCommand.Marked }),
                ["asyncExecution"] = true,
                ["timeoutInSeconds"] = 1200,
                ["treatFailureAsDeploymentFailure"] = false,
            },
        };
        Assert.True(JsonNode.DeepEquals(expected, body), body.ToJsonString());
    }

    [Fact]
    public async Task Start_ScriptWithoutSecrets_SendsNoProtectedParameter()
    {
        await using var arm = await FakeArm.StartAsync();

        await arm.Channel().StartAsync(FakeArm.Server, SomeCommand.New() with { Secrets = null }, Cancellation);

        Assert.DoesNotContain("protectedParameters", Assert.Single(arm.Bodies), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SameCommandFromSeveralClients_IsByteForByteTheSame()
    {
        await using var arm = await FakeArm.StartAsync();
        var channel = arm.Channel();

        foreach (var sender in new[] { channel, channel, arm.Channel() })
        {
            arm.Commands.Clear();
            await sender.StartAsync(FakeArm.Server, SomeCommand.New(), Cancellation);
        }

        Assert.Equal(3, arm.Bodies.Count);
        Assert.Single(arm.Bodies.Distinct());
    }

    [Fact]
    public async Task Start_NameThatExists_AnswersItsStateAndSendsNothing()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.Command(SomeCommand.Name, "Succeeded", Ended("Succeeded", 0, "done"));

        var reply = await arm.Channel().StartAsync(FakeArm.Server, SomeCommand.New(), Cancellation);

        Assert.Equal(new ChannelReply.Ended("Succeeded", 0, "done", ""), reply);
        Assert.Empty(arm.Bodies);
    }

    [Theory]
    [InlineData("""{ }""")]
    [InlineData("""{ "rdscal": "1", "rdscal-migration": "m-101" }""")]
    [InlineData("""{ "rdscal": "1", "rdscal-migration": "m-101", "a-late-one": "Z" }""")]
    public async Task Start_NameThatSomebodyElseUses_IsRefusedAndSendsNothing(string tags)
    {
        await using var arm = await FakeArm.StartAsync();
        arm.Command(SomeCommand.Name, "Succeeded", Ended("Succeeded", 0, "done"), JsonNode.Parse(tags)!.AsObject());

        var reply = await arm.Channel().StartAsync(FakeArm.Server, SomeCommand.New(), Cancellation);

        Assert.Equal("AZ-NAME-TAKEN", Assert.IsType<ChannelReply.Refused>(reply).Finding.Id);
        Assert.Empty(arm.Bodies);
    }

    [Fact]
    public async Task Start_NameThatExistsWithFurtherTags_IsOurs()
    {
        await using var arm = await FakeArm.StartAsync();
        var tags = """{ "cost-centre": "7", "RdsCal": "1", "rdscal-migration": "m-101", "a-late-one": "z" }""";
        arm.Command(SomeCommand.Name, "Succeeded", Ended("Succeeded", 0, "done"), JsonNode.Parse(tags)!.AsObject());

        Assert.IsType<ChannelReply.Ended>(await arm.Channel().StartAsync(FakeArm.Server, SomeCommand.New(), Cancellation));
    }

    [Fact]
    public async Task Read_UnknownName_IsAbsent()
    {
        await using var arm = await FakeArm.StartAsync();

        Assert.Equal(new ChannelReply.Absent(), await arm.Channel().ReadAsync(FakeArm.Server, "rc-none", Cancellation));
    }

    [Theory]
    [InlineData("Succeeded", 0)]
    [InlineData("Failed", 70)]
    [InlineData("TimedOut", -1)]
    [InlineData("Canceled", -1)]
    public async Task Read_ScriptThatEnded_IsEndedInOneCall(string state, int exitCode)
    {
        await using var arm = await FakeArm.StartAsync();
        arm.Command(SomeCommand.Name, "Succeeded", Ended(state, exitCode, "out\r\n", "err"));

        var reply = await arm.Channel().ReadAsync(FakeArm.Server, SomeCommand.Name, Cancellation);

        Assert.Equal(new ChannelReply.Ended(state, exitCode, "out\r\n", "err"), reply);
        Assert.Equal([$"GET {Look}"], arm.Requests);
    }

    [Theory]
    [InlineData("Running")]
    [InlineData("Pending")]
    [InlineData("Unknown")]
    [InlineData("SomethingNew")]
    public async Task Read_ScriptThatHasNotEnded_IsRunningWhateverItsExitCode(string state)
    {
        await using var arm = await FakeArm.StartAsync();
        arm.Command(
            SomeCommand.Name,
            "Succeeded",
            new JsonObject { ["executionState"] = state, ["exitCode"] = 0, ["startTime"] = "2026-11-24T02:02:28Z" });

        var reply = await arm.Channel().ReadAsync(FakeArm.Server, SomeCommand.Name, Cancellation);

        Assert.Equal(new ChannelReply.Running(new DateTimeOffset(2026, 11, 24, 2, 2, 28, TimeSpan.Zero)), reply);
    }

    [Fact]
    public async Task Read_CommandWithoutInstanceView_IsRunning()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.Command(SomeCommand.Name, "Creating", null);

        Assert.Equal(new ChannelReply.Running(null), await arm.Channel().ReadAsync(FakeArm.Server, SomeCommand.Name, Cancellation));
    }

    [Fact]
    public async Task Read_CommandThatAzureCouldNotRun_IsEndedWithAzuresMessage()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.Command(
            SomeCommand.Name,
            "Failed",
            new JsonObject { ["executionState"] = "Pending", ["executionMessage"] = "The agent is silent." });

        var reply = await arm.Channel().ReadAsync(FakeArm.Server, SomeCommand.Name, Cancellation);

        Assert.Equal(new ChannelReply.Ended("Failed", -1, "", "The agent is silent."), reply);
    }

    [Fact]
    public async Task Secrets_AreSentOnceAndNeverComeBack()
    {
        await using var arm = await FakeArm.StartAsync();
        var command = SomeCommand.New();

        var started = await arm.Channel().StartAsync(FakeArm.Server, command, Cancellation);
        var read = await arm.Channel().ReadAsync(FakeArm.Server, command.Name, Cancellation);

        Assert.Contains(SomeCommand.Marked, Assert.Single(arm.Bodies), StringComparison.Ordinal);
        Assert.DoesNotContain(SomeCommand.Marked, $"{command} {started} {read} {string.Join(' ', arm.Requests)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_PresentAndAgainAbsent_IsAbsentWithoutWaiting()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.Command(SomeCommand.Name, "Succeeded", Ended("Succeeded", 0, ""));

        Assert.Equal(new ChannelReply.Absent(), await arm.Channel().DeleteAsync(FakeArm.Server, SomeCommand.Name, Cancellation));
        Assert.Equal(new ChannelReply.Absent(), await arm.Channel().DeleteAsync(FakeArm.Server, SomeCommand.Name, Cancellation));
        Assert.Empty(arm.Commands);
        Assert.Equal([$"DELETE {Call}", $"DELETE {Call}"], arm.Requests);
    }

    private static JsonObject Ended(string state, int exitCode, string output, string error = "") => new()
    {
        ["executionState"] = state,
        ["exitCode"] = exitCode,
        ["output"] = output,
        ["error"] = error,
        ["startTime"] = "2026-11-24T02:02:28Z",
        ["endTime"] = "2026-11-24T02:02:29Z",
    };
}
