using Azure;
using RdsCalOrchestrator.Simulator.LicenseServers;
using RdsCalOrchestrator.Tests.Simulator.Arm;
using RdsCalOrchestrator.Tests.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.Faults;

public sealed class ClockSkewTests
{
    [Fact]
    public async Task Clock_OfOneMachine_IsAheadForItsDateItsProcessAndItsStart()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder, scripts: static w => new ScriptMachine(w));
        await estate.SwitchAsync("old", "clock/-90");
        const string Script = "param($Request, $Secrets) Write-Output (Get-Date).ToString('HH:mm'); "
            + "Write-Output (Get-CimInstance -ClassName Win32_Process -Filter \"ProcessId=10004000\").CreationDate.ToString('HH:mm'); "
            + "Write-Output (Get-CimInstance -ClassName Win32_OperatingSystem).LastBootUpTime.ToString('HH:mm')";

        await estate.Commands("old").CreateOrUpdateAsync(
            WaitUntil.Started, "rc-1", RunCommandTests.Body(Script), TestContext.Current.CancellationToken);
        await estate.WhenIdleAsync();
        var view = (await estate.Commands("old").GetAsync("rc-1", "instanceView", TestContext.Current.CancellationToken)).Value.Data.InstanceView;

        // Azure's clock says 20:00.
        Assert.Equal("18:30\r\n18:30\r\n18:30\r\n", view.Output);
        Assert.Equal(20, view.StartOn!.Value.Hour);
    }
}
