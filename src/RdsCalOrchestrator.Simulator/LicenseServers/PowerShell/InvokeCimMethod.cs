using System.Collections;
using System.Management.Automation;
using RdsCalOrchestrator.Simulator.LicenseServers.Wmi;

namespace RdsCalOrchestrator.Simulator.LicenseServers.PowerShell;

[Cmdlet("Invoke", "CimMethod")]
internal sealed class InvokeCimMethod : ServerCmdlet
{
    [Parameter(Mandatory = true)]
    public string ClassName { get; set; } = "";

    [Parameter(Mandatory = true)]
    public string MethodName { get; set; } = "";

    [Parameter]
    public IDictionary Arguments { get; set; } = new Hashtable();

    protected override void Run()
    {
        var answer = CimClass.FindServing(ClassName, Server).Method(MethodName).Call(Process, Arguments);
        var result = CimClass.Instance(("ReturnValue", answer.ReturnValue));
        if (answer.OutName is not null)
            result.Properties.Add(new PSNoteProperty(answer.OutName, answer.Out));
        WriteObject(result);
    }
}
