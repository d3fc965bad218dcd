using System.Management.Automation;
using RdsCalOrchestrator.Simulator.LicenseServers.Wmi;

namespace RdsCalOrchestrator.Simulator.LicenseServers.PowerShell;

[Cmdlet("Get", "CimInstance")]
internal sealed class GetCimInstance : ServerCmdlet
{
    [Parameter(Mandatory = true)]
    public string ClassName { get; set; } = "";

    [Parameter]
    public string? Filter { get; set; }

    protected override void Run() => WriteObject(CimClass.FindServing(ClassName, Server).Instances(Process, Filter), enumerateCollection: true);
}
