using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using RdsCalOrchestrator.Simulator.Arm;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Tests.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.Arm;

/// <summary>Managed run commands as the real SDK meets them.</summary>
public sealed class RunCommandTests
{
    private const string View = "instanceView";
    private const string Name = "rc-m1-inspect-s-1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_NewCommand_RunsOnceAndShowsItsOutput()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);

        var sent = await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, Name, Body("read"), Cancellation);
        await estate.WhenIdleAsync();
        var found = (await estate.Commands("old").GetAsync(Name, View, Cancellation)).Value.Data;

        Assert.Equal(201, sent.GetRawResponse().Status);
        Assert.Equal("Succeeded", found.ProvisioningState);
        Assert.Equal(ExecutionState.Succeeded, found.InstanceView.ExecutionState);
        Assert.Equal(("done", 0), (found.InstanceView.Output, found.InstanceView.ExitCode));
        Assert.Equal(estate.Time.GetUtcNow(), found.InstanceView.EndOn);
        Assert.Equal("m1", found.Tags["migration"]);
        Assert.Equal("OLD", Assert.Single(estate.Scripts.Runs).Machine);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Put_WaitedFor_CompletesThroughItsOperation(bool async)
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);

        var done = await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Completed, Name, Body("read", async), Cancellation);

        Assert.Equal("Succeeded", done.Value.Data.ProvisioningState);
        Assert.Null(done.Value.Data.InstanceView);
    }

    [Theory]
    [InlineData(true, "Succeeded")]
    [InlineData(false, "Creating")]
    public async Task Get_WhileRunning_HasNoEndAndAnExitCodeThatSaysNothing(bool async, string provisioning)
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        estate.Scripts.ExitCode = 70;
        await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, Name, Body(ScriptStub.Hold, async), Cancellation);

        var running = (await estate.Commands("old").GetAsync(Name, View, Cancellation)).Value.Data;
        estate.Scripts.LetGo();
        await estate.WhenIdleAsync();
        var ended = (await estate.Commands("old").GetAsync(Name, View, Cancellation)).Value.Data;

        Assert.Equal(provisioning, running.ProvisioningState);
        Assert.Equal(
            (ExecutionState.Running, 0, null),
            (running.InstanceView.ExecutionState, running.InstanceView.ExitCode, running.InstanceView.EndOn));
        // A script that fails is no deployment that failed.
        Assert.Equal(
            ("Succeeded", ExecutionState.Failed, 70),
            (ended.ProvisioningState, ended.InstanceView.ExecutionState, ended.InstanceView.ExitCode));
    }

    [Fact]
    public async Task Put_SameAgain_DoesNotRunAgain()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, Name, Body("read"), Cancellation);

        var again = await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, Name, Body("read"), Cancellation);
        await estate.WhenIdleAsync();

        Assert.Equal(200, again.GetRawResponse().Status);
        Assert.Single(estate.Scripts.Runs);
    }

    [Theory]
    [InlineData("read more", "s3cret")]
    [InlineData("read", "another")]
    public async Task Put_SameNameWithOtherProperties_RunsAgain(string script, string secret)
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, Name, Body("read"), Cancellation);

        await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, Name, Body(script, secret: secret), Cancellation);
        await estate.WhenIdleAsync();

        Assert.Equal(2, estate.Scripts.Runs.Count);
    }

    [Fact]
    public async Task ProtectedParameters_AreGivenToTheScriptAndNeverBackNorToDisk()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);

        var sent = await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, Name, Body("read"), Cancellation);
        await estate.WhenIdleAsync();
        var found = await estate.Commands("old").GetAsync(Name, View, Cancellation);

        Assert.Equal("s3cret", Assert.Single(estate.Scripts.Runs).Parameters["Secrets"]);
        Assert.Equal("plain", Assert.Single(found.Value.Data.Parameters).Value);
        Assert.Empty(found.Value.Data.ProtectedParameters);
        Assert.DoesNotContain("s3cret", sent.GetRawResponse().Content.ToString());
        Assert.DoesNotContain("s3cret", JsonSerializer.Serialize(folder.Estate, EstateJson.Options));
    }

    [Fact]
    public async Task Output_LongerThanFourKilobytes_IsCutByBytesAtItsBeginning()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        estate.Scripts.Output = new string('ä', 2100) + "end";

        await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, Name, Body("read"), Cancellation);
        await estate.WhenIdleAsync();
        var output = (await estate.Commands("old").GetAsync(Name, View, Cancellation)).Value.Data.InstanceView.Output;

        Assert.Equal("\ufffd" + new string('ä', 2046) + "end", output);
    }

    [Fact]
    public async Task Put_TwentySixth_IsRefused()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        for (var i = 0; i < 25; i++)
            await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, $"rc-{i}", Body("read"), Cancellation);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            () => estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, "rc-25", Body("read"), Cancellation));

        Assert.Equal(409, refused.Status);
        Assert.Contains("max=25", refused.Message);
        Assert.Equal(25, await estate.Commands("old").GetAllAsync(cancellationToken: Cancellation).CountAsync(Cancellation));
    }

    [Fact]
    public async Task StoppedMachine_RefusesToRunAndToDelete()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        var sent = await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, Name, Body("read"), Cancellation);
        await estate.SwitchAsync("old", "power/deallocated");
        VirtualMachineRunCommandResource command = await estate.Commands("old").GetAsync(Name, cancellationToken: Cancellation);

        var put = await Assert.ThrowsAsync<RequestFailedException>(
            () => estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, "rc-2", Body("read"), Cancellation));
        var delete = await Assert.ThrowsAsync<RequestFailedException>(() => command.DeleteAsync(WaitUntil.Started, Cancellation));

        Assert.Equal((409, "OperationNotAllowed"), (put.Status, put.ErrorCode));
        Assert.Equal((409, "OperationNotAllowed"), (delete.Status, delete.ErrorCode));
    }

    internal static VirtualMachineRunCommandData Body(
        string script, bool async = true, string secret = "s3cret") => new(AzureLocation.WestEurope)
    {
        Source = new VirtualMachineRunCommandScriptSource { Script = script },
        Parameters = { new RunCommandInputParameter("Request", "plain") },
        ProtectedParameters = { new RunCommandInputParameter("Secrets", secret) },
        AsyncExecution = async,
        TimeoutInSeconds = 600,
        TreatFailureAsDeploymentFailure = false,
        Tags = { ["migration"] = "m1" },
    };
}
