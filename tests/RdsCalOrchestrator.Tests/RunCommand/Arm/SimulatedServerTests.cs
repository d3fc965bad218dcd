using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.RunCommand;
using RdsCalOrchestrator.RunCommand.Arm;
using RdsCalOrchestrator.Tests.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Tests.RunCommand.Arm;

/// <summary>What the channel finds wrong with servers of the simulated estate, through the real SDK.</summary>
public sealed class SimulatedServerTests : IAsyncDisposable
{
    private static readonly ServerId Server = ServerId.From(TestWorld.ResourceId("new"));

    private readonly TestFolder _folder = new();
    private RunningEstate? _estate;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_estate is not null)
            await _estate.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("power/stopped", "AZ-VM-STOPPED")]
    [InlineData("power/deallocated", "AZ-VM-STOPPED")]
    [InlineData("agent/notReady", "AZ-AGENT-NOT-READY")]
    public async Task LookAtServer_SwitchedSo_IsNotReady(string what, string id)
    {
        var channel = await StartAsync();
        await _estate!.SwitchAsync("NEW", what);

        Assert.Equal(id, Assert.IsType<ServerReply.NotReady>(await channel.LookAtServerAsync(Server, Cancellation)).Finding.Id);
    }

    [Fact]
    public async Task Calls_OfAMachineThatStopped_AreRefusedAndItsListStillShows()
    {
        var channel = await StartAsync();
        await channel.StartAsync(Server, SomeCommand.New(), Cancellation);
        await _estate!.WhenIdleAsync();
        await _estate.SwitchAsync("NEW", "power/stopped");

        Assert.Equal("AZ-VM-STOPPED", Finding(await channel.StartAsync(Server, SomeCommand.New() with { Name = "rc-2" }, Cancellation)).Id);
        Assert.Equal("AZ-VM-STOPPED", Finding(await channel.DeleteAsync(Server, SomeCommand.Name, Cancellation)).Id);
        Assert.Single(Assert.IsType<ListReply.Listed>(await channel.ListAsync(Server, Cancellation)).Commands);
    }

    [Fact]
    public async Task Start_TheTwentySixth_FindsNoPlace()
    {
        var channel = await StartAsync();
        for (var i = 0; i < 25; i++)
        {
            var tags = i < 2 ? [] : SomeCommand.New().Tags;
            await channel.StartAsync(Server, SomeCommand.New() with { Name = $"rc-{i}", Tags = tags }, Cancellation);
        }

        var finding = Finding(await channel.StartAsync(Server, SomeCommand.New() with { Name = "rc-25" }, Cancellation));

        Assert.Equal(("AZ-SLOTS-FULL", "All 25 run command places of new are taken, 2 not by us."), (finding.Id, finding.Sentence));
        await channel.DeleteAsync(Server, "rc-3", Cancellation);
        Assert.IsType<ChannelReply.Running>(await channel.StartAsync(Server, SomeCommand.New() with { Name = "rc-25" }, Cancellation));
    }

    [Fact]
    public async Task Calls_OfNoMachine_SaySo()
    {
        var channel = await StartAsync();
        var nowhere = ServerId.From(TestWorld.ResourceId("nowhere"));
        var look = await channel.LookAtServerAsync(nowhere, Cancellation);

        Assert.Equal("AZ-STATE-DIFFERS", Assert.IsType<ServerReply.NotReady>(look).Finding.Id);
        Assert.Equal("AZ-STATE-DIFFERS", Finding(await channel.StartAsync(nowhere, SomeCommand.New(), Cancellation)).Id);
        Assert.Empty(Assert.IsType<ListReply.Listed>(await channel.ListAsync(nowhere, Cancellation)).Commands);
    }

    private async Task<AzureVmChannel> StartAsync()
    {
        _estate = await RunningEstate.StartAsync(_folder);
        return AzureVmChannel.Create(new ArmOptions { Endpoint = new Uri(_estate.Url) });
    }

    private static Finding Finding(ChannelReply reply) => Assert.IsType<ChannelReply.Refused>(reply).Finding;
}
