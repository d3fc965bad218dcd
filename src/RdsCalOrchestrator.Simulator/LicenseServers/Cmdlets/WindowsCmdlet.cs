using System.Management.Automation;

namespace RdsCalOrchestrator.Simulator.LicenseServers.Cmdlets;

/// <summary>A stand-in for a command of Windows.</summary>
public abstract class WindowsCmdlet : PSCmdlet
{
    private protected SimulatedWindows Windows => (SimulatedWindows)SessionState.PSVariable.GetValue(SimulatedWindows.Variable);

    protected sealed override void BeginProcessing() => Windows.StopWhenKilled();

    protected sealed override void EndProcessing() => Windows.StopWhenKilled();

    /// <summary>
    /// As the CIM cmdlets do it: WMI's code stands in the error's id, not in the exception (PowerShell's own tests of Get-CimInstance).
    /// </summary>
    private protected void Fail(CimFault fault) =>
        ThrowTerminatingError(new ErrorRecord(fault, $"HRESULT 0x{fault.Code:x8}", ErrorCategory.NotSpecified, null));

    /// <summary>A provider's error ends the command, as it does on Windows.</summary>
    private protected void Fail(Exception fault) =>
        ThrowTerminatingError(new ErrorRecord(fault, fault.GetType().Name, ErrorCategory.NotSpecified, null));

    private protected static PSObject Object(params IEnumerable<(string Name, object? Value)> properties)
    {
        var result = new PSObject();
        foreach (var (name, value) in properties)
            result.Properties.Add(new PSNoteProperty(name, value));
        return result;
    }
}
