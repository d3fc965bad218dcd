using System.Net;
using System.Text.Json.Nodes;
using Azure;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.Faults;
using RdsCalOrchestrator.Tests.Simulator.Arm;
using RdsCalOrchestrator.Tests.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.Faults;

/// <summary>Faults of the way to a machine and of its run commands: what a caller then sees, and what the simulator counts.</summary>
public sealed class ChannelFaultTests : IAsyncLifetime
{
    private const string Name = "rc-m1-import-t-1";

    private static readonly string Put =
        $"{TestWorld.ResourceId("old")}/runCommands/{Name}?api-version=2023-07-01";

    private readonly TestFolder _folder = new();
    private RunningEstate _estate = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _estate = await RunningEstate.StartAsync(_folder);

    public async ValueTask DisposeAsync()
    {
        await _estate.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Hang_IsRunningUntilItsTimeoutAndNeverExecutes()
    {
        Order(new() { Fault = Fault.Hang });
        await SendAsync();

        var before = await ViewAsync();
        _estate.Time.Advance(TimeSpan.FromSeconds(600));
        var after = await ViewAsync();

        Assert.Equal((ExecutionState.Running, ExecutionState.TimedOut), (before.ExecutionState, after.ExecutionState));
        AssertFired(Fault.Hang, executions: 0);
    }

    [Fact]
    public async Task AcceptedThenLost_IsAnsweredAndDoesNotExist()
    {
        Order(new() { Fault = Fault.AcceptedThenLost });

        var status = await SendAsync();

        Assert.Equal(201, status);
        Assert.False(await _estate.Commands("old").ExistsAsync(Name, cancellationToken: Cancellation));
        AssertFired(Fault.AcceptedThenLost, executions: 0);
    }

    [Fact]
    public async Task CutAfterPut_IsNotAnsweredAndRuns()
    {
        Order(new() { Fault = Fault.CutAfterPut });

        await Assert.ThrowsAsync<HttpRequestException>(() => _estate.ArmAsync(HttpMethod.Put, Put, Body));
        await _estate.WhenIdleAsync();

        Assert.Equal(ExecutionState.Succeeded, (await ViewAsync()).ExecutionState);
        AssertFired(Fault.CutAfterPut, executions: 1);
    }

    [Theory]
    [InlineData(nameof(Fault.Conflict409), null, HttpStatusCode.Conflict, "Conflict")]
    [InlineData(nameof(Fault.ServerError), null, HttpStatusCode.InternalServerError, "InternalExecutionError")]
    [InlineData(nameof(Fault.ServerError), 503, HttpStatusCode.ServiceUnavailable, "ServiceUnavailable")]
    public async Task Refusal_HappensOnceAndCarriesNothingOut(string name, int? status, HttpStatusCode expected, string code)
    {
        var fault = Enum.Parse<Fault>(name);
        Order(new() { Fault = fault, Status = status });

        var refused = await _estate.ArmAsync(HttpMethod.Put, Put, Body);
        var body = JsonNode.Parse(await refused.Content.ReadAsStringAsync(Cancellation))!;
        AssertFired(fault, executions: 0);
        var again = await _estate.ArmAsync(HttpMethod.Put, Put, Body);

        Assert.Equal((expected, code), (refused.StatusCode, body["error"]!["code"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Throttled_SaysWhenInBothForms(bool bare)
    {
        Order(new() { Fault = Fault.Throttled, Bare = bare, RetryAfterSeconds = 77 });

        var refused = await _estate.ArmAsync(HttpMethod.Put, Put, Body);
        var body = JsonNode.Parse(await refused.Content.ReadAsStringAsync(Cancellation))!;

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(77), refused.Headers.RetryAfter!.Delta);
        Assert.Equal("OperationNotAllowed", (bare ? body : body["error"]!)["code"]!.GetValue<string>());
        AssertFired(Fault.Throttled, executions: 0);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Throttled_AnotherCall_LetsPutsPass(string method)
    {
        Order(new() { Fault = Fault.Throttled, Call = Enum.Parse<FaultPoint>(method, ignoreCase: true) });
        await SendAsync();

        var refused = await _estate.ArmAsync(new HttpMethod(method), Put);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        AssertFired(Fault.Throttled, executions: 1);
    }

    [Fact]
    public async Task AgentDown_FailsTheOperationAfter25Minutes()
    {
        Order(new() { Fault = Fault.AgentDown });
        var sent = await _estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, Name, RunCommandTests.Body("read"), Cancellation);

        _estate.Time.Advance(TimeSpan.FromMinutes(26));
        var failure = await Assert.ThrowsAsync<RequestFailedException>(async () => await sent.UpdateStatusAsync(Cancellation));

        Assert.Equal("VMAgentStatusCommunicationError", failure.ErrorCode);
        AssertFired(Fault.AgentDown, executions: 0);
    }

    [Fact]
    public async Task StuckRunning_ExecutesAndStaysRunning()
    {
        Order(new() { Fault = Fault.StuckRunning });
        await SendAsync();

        _estate.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal((ExecutionState.Running, ""), ((await ViewAsync()).ExecutionState, (await ViewAsync()).Output));
        AssertFired(Fault.StuckRunning, executions: 1);
    }

    [Fact]
    public async Task DuplicateExecution_ExecutesTwiceOneAfterTheOther()
    {
        Order(new() { Fault = Fault.DuplicateExecution });
        await SendAsync();

        var executions = _estate.Estate.Read(static s => s.Executions.ToList());

        AssertFired(Fault.DuplicateExecution, executions: 2);
        Assert.All(executions, static e => Assert.Equal(("OLD", Name, ScriptEnd.Ended), (e.Machine, e.Run, e.End)));
        Assert.True(executions[0].Ended!.Sequence < executions[1].Began.Sequence);
    }

    [Theory]
    [InlineData(5, "ää\ufffd")]
    [InlineData(100, "")]
    public async Task OutputTruncated_LacksBytesAtItsEnd(int bytes, string expected)
    {
        _estate.Scripts.Output = "äääend!";
        Order(new() { Fault = Fault.OutputTruncated, Bytes = bytes });
        await SendAsync();

        Assert.Equal(expected, (await ViewAsync()).Output);
        AssertFired(Fault.OutputTruncated, executions: 1);
    }

    [Fact]
    public async Task OutputTruncated_BySeed_IsTheSameAgain()
    {
        _estate.Scripts.Output = new string('x', 1000);
        var lengths = new List<int>();
        foreach (var name in new[] { "rc-1", "rc-2", "rc-3" })
        {
            Order(new() { Fault = Fault.OutputTruncated, Seed = name == "rc-3" ? 8 : 7 });
            await SendAsync(name);
            lengths.Add((await ViewAsync(name)).Output.Length);
        }

        Assert.Equal(lengths[0], lengths[1]);
        Assert.NotEqual(lengths[0], lengths[2]);
    }

    [Fact]
    public async Task NoOutput_EndsWithoutAWord()
    {
        Order(new() { Fault = Fault.NoOutput });
        await SendAsync();

        Assert.Equal((ExecutionState.Succeeded, ""), ((await ViewAsync()).ExecutionState, (await ViewAsync()).Output));
        AssertFired(Fault.NoOutput, executions: 1);
    }

    [Fact]
    public void EveryFault_CanBeOrderedByItself() =>
        Assert.All(Enum.GetValues<Fault>(), static fault => Assert.Null(new FaultOrder { Fault = fault }.Problem()));

    private static string Body => """{"location":"westeurope","properties":{"source":{"script":"read"},"timeoutInSeconds":600}}""";

    private void Order(FaultOrder order) => Assert.NotNull(_estate.Estate.FailNext("old", order));

    private async Task<int> SendAsync(string name = Name)
    {
        var sent = await _estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, name, RunCommandTests.Body("read"), Cancellation);
        await _estate.WhenIdleAsync();
        return sent.GetRawResponse().Status;
    }

    private async Task<VirtualMachineRunCommandInstanceView> ViewAsync(string name = Name) =>
        (await _estate.Commands("old").GetAsync(name, "instanceView", Cancellation)).Value.Data.InstanceView;

    private void AssertFired(Fault fault, int executions)
    {
        var count = _estate.Estate.FaultsOf("OLD")!;
        Assert.Equal(new KeyValuePair<Fault, int>(fault, 1), Assert.Single(count.Fired));
        Assert.Empty(count.Waiting);
        Assert.Equal(executions, _estate.Scripts.Runs.Count);
    }
}
