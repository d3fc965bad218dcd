using System.Management.Automation;
using RdsCalOrchestrator.Simulator.LicenseServers.Wmi;

namespace RdsCalOrchestrator.Simulator.LicenseServers.PowerShell;

/// <summary>A stand-in for a command that reaches Windows. A killed process begins nothing more and learns nothing of what it did last.</summary>
internal abstract class ServerCmdlet : PSCmdlet
{
    protected ScriptProcess Process => (ScriptProcess)Host.PrivateData.BaseObject;

    protected LicensingState Server => Process.Server;

    protected sealed override void ProcessRecord()
    {
        Process.StopWhenKilled();
        try
        {
            Run();
        }
        catch (CimFault fault)
        {
            Process.StopWhenKilled();
            WriteError(new ErrorRecord(fault, fault.ErrorId, ErrorCategory.NotSpecified, null));
        }

        Process.StopWhenKilled();
    }

    protected abstract void Run();

    protected void WriteProblem(string id, string message) =>
        WriteError(new ErrorRecord(new InvalidOperationException(message), id, ErrorCategory.ObjectNotFound, null));
}
