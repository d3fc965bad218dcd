using System.Management.Automation;

namespace RdsCalOrchestrator.Simulator.LicenseServers.PowerShell;

[Cmdlet("Write", "Output")]
internal sealed class WriteOutput : ServerCmdlet
{
    [Parameter(Position = 0)]
    public PSObject? InputObject { get; set; }

    protected override void Run() => WriteObject(InputObject, enumerateCollection: true);
}
