using System.Collections;
using System.Management.Automation;
using RdsCalOrchestrator.Simulator.LicenseServers.Wmi;

namespace RdsCalOrchestrator.Simulator.LicenseServers.PowerShell;

[Cmdlet("Get", "CimClass")]
internal sealed class GetCimClass : ServerCmdlet
{
    [Parameter(Mandatory = true)]
    public string ClassName { get; set; } = "";

    protected override void Run()
    {
        var methods = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var method in CimClass.Find(ClassName, Server).Methods)
            methods[method.Name] = method;
        WriteObject(CimClass.Instance(("CimClassName", ClassName), ("CimClassMethods", methods)));
    }
}
