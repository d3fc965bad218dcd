using System.Collections;
using System.Management.Automation;
using System.Security.Cryptography;
using RdsCalOrchestrator.Simulator.LicenseServers.Network;

namespace RdsCalOrchestrator.Simulator.LicenseServers.PowerShell;

/// <summary>The types that the scripts create; those that would reach the network are simulated.</summary>
[Cmdlet("New", "Object")]
internal sealed class NewObject : ServerCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string TypeName { get; set; } = "";

    [Parameter(Position = 1)]
    public object[] ArgumentList { get; set; } = [];

    protected override void Run()
    {
        object? made = TypeName switch
        {
            "System.Collections.ArrayList" => new ArrayList(),
            "System.Security.Cryptography.SHA256Managed" => SHA256.Create(),
            "System.Net.Sockets.TcpClient" => new SimulatedTcpClient(Process),
            "System.Net.Security.SslStream" => new SimulatedSslStream((SimulatedTcpStream)((PSObject)ArgumentList[0]).BaseObject),
            _ => null,
        };
        if (made is null)
            WriteProblem("TypeNotFound", $"Cannot find type [{TypeName}].");
        else
            WriteObject(made, enumerateCollection: false);
    }
}
