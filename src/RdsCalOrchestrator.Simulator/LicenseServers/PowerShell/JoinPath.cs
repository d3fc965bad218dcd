using System.Management.Automation;

namespace RdsCalOrchestrator.Simulator.LicenseServers.PowerShell;

[Cmdlet("Join", "Path")]
internal sealed class JoinPath : ServerCmdlet
{
    [Parameter(Mandatory = true)]
    public string Path { get; set; } = "";

    [Parameter(Mandatory = true)]
    public string ChildPath { get; set; } = "";

    protected override void Run() => WriteObject(System.IO.Path.Combine(Path, ChildPath));
}
