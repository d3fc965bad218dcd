using Azure;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using RdsCalOrchestrator.Tests.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.Arm;

/// <summary>Run commands that end otherwise than by their script's end.</summary>
public sealed class RunCommandEndTests
{
    private const string View = "instanceView";
    private const string Name = "rc-m1-inspect-s-1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SilentAgent_LeavesTheCommandPendingFor25MinutesAndThenFailsIt()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        await estate.SwitchAsync("old", "agent/notReady");
        var operation = await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, Name, RunCommandTests.Body("read"), Cancellation);

        estate.Time.Advance(TimeSpan.FromMinutes(24));
        await operation.UpdateStatusAsync(Cancellation);
        var waiting = (await estate.Commands("old").GetAsync(Name, View, Cancellation)).Value.Data;
        estate.Time.Advance(TimeSpan.FromMinutes(2));
        var failure = await Assert.ThrowsAsync<RequestFailedException>(async () => await operation.UpdateStatusAsync(Cancellation));
        var failed = (await estate.Commands("old").GetAsync(Name, View, Cancellation)).Value.Data;

        Assert.Equal(("Creating", ExecutionState.Pending), (waiting.ProvisioningState, waiting.InstanceView.ExecutionState));
        Assert.Equal("VMAgentStatusCommunicationError", failure.ErrorCode);
        Assert.Equal("Failed", failed.ProvisioningState);
        Assert.Empty(estate.Scripts.Runs);
    }

    [Fact]
    public async Task Delete_RunningCommand_KillsItsScript()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, Name, RunCommandTests.Body(ScriptStub.Hold), Cancellation);
        VirtualMachineRunCommandResource command = await estate.Commands("old").GetAsync(Name, cancellationToken: Cancellation);

        var deleted = await command.DeleteAsync(WaitUntil.Completed, Cancellation);
        await estate.WhenIdleAsync();
        var again = await command.DeleteAsync(WaitUntil.Started, Cancellation);

        Assert.True(deleted.HasCompleted);
        Assert.Equal("OLD", Assert.Single(estate.Scripts.Killed));
        Assert.Equal(204, again.GetRawResponse().Status);
        Assert.False(await estate.Commands("old").ExistsAsync(Name, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Timeout_Passed_KillsTheScript()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, Name, RunCommandTests.Body(ScriptStub.Hold), Cancellation);

        estate.Time.Advance(TimeSpan.FromSeconds(600));
        await estate.WhenIdleAsync();
        var found = (await estate.Commands("old").GetAsync(Name, View, Cancellation)).Value.Data;

        Assert.Equal(ExecutionState.TimedOut, found.InstanceView.ExecutionState);
        Assert.Single(estate.Scripts.Killed);
    }

    [Fact]
    public async Task Put_WhileTheEarlierOneRuns_PreemptsItsOperation()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        var first = await estate.Commands("old").CreateOrUpdateAsync(
            WaitUntil.Started, Name, RunCommandTests.Body(ScriptStub.Hold, async: false), Cancellation);

        await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, Name, RunCommandTests.Body("read"), Cancellation);
        await estate.WhenIdleAsync();
        var preempted = await Assert.ThrowsAsync<RequestFailedException>(async () => await first.UpdateStatusAsync(Cancellation));
        var found = (await estate.Commands("old").GetAsync(Name, View, Cancellation)).Value.Data;

        Assert.Equal("OperationPreempted", preempted.ErrorCode);
        Assert.Equal(ExecutionState.Succeeded, found.InstanceView.ExecutionState);
        Assert.Single(estate.Scripts.Killed);
    }
}
