using System.Management.Automation;

namespace RdsCalOrchestrator.Simulator.LicenseServers.PowerShell;

/// <summary>The simulated estate has one clock.</summary>
[Cmdlet("Get", "Date")]
internal sealed class GetDate : ServerCmdlet
{
    protected override void Run() => WriteObject(Process.World.Time.GetUtcNow().LocalDateTime);
}
