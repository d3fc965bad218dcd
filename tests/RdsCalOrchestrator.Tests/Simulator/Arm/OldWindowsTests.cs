using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.RunCommand;
using RdsCalOrchestrator.RunCommand.Arm;
using RdsCalOrchestrator.Tests.RunCommand.Arm;
using RdsCalOrchestrator.Tests.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.Arm;

/// <summary>A-OLD-OS in each position, as the app's channel meets it.</summary>
public sealed class OldWindowsTests
{
    private static readonly ServerId Old = ServerId.From(TestWorld.ResourceId("old"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("works", "6.3.9600", 1)]
    [InlineData("hangs", "6.3.9600", 0)]
    [InlineData("hangs", "10.0.14393", 1)]
    [InlineData("refused", "6.2.9200", 0)]
    [InlineData("refused", "10.0.14393", 1)]
    public async Task Command_OnAWindows_RunsHangsOrIsRefused(string position, string build, int executions)
    {
        using var folder = new TestFolder();
        var world = TestWorld.State();
        (world.Switches.OldOs, world.Machines[0].Licensing.OsBuild) = (position, build);
        await using var estate = await RunningEstate.StartAsync(folder, world);
        var channel = AzureVmChannel.Create(new ArmOptions { Endpoint = new Uri(estate.Url) });

        var sent = await channel.StartAsync(Old, SomeCommand.New() with { Location = "westeurope" }, Cancellation);
        await estate.WhenIdleAsync();
        estate.Time.Advance(TimeSpan.FromHours(1));
        var seen = await channel.ReadAsync(Old, SomeCommand.Name, Cancellation);

        Assert.Equal(executions, estate.Scripts.Runs.Count);
        Assert.Equal(build, Assert.IsType<ServerReply.Ready>(await channel.LookAtServerAsync(Old, Cancellation)).OsBuild);
        if (executions > 0)
            Assert.Equal("Succeeded", Assert.IsType<ChannelReply.Ended>(seen).State);
        else if (position == "hangs")
            Assert.Equal("TimedOut", Assert.IsType<ChannelReply.Ended>(seen).State);
        else
            Assert.Equal("AZ-COMMAND-REFUSED", Assert.IsType<ChannelReply.Refused>(sent).Finding.Id);
    }
}
