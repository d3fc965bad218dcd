using System.Management.Automation;

namespace RdsCalOrchestrator.Simulator.LicenseServers.Cmdlets;

/// <summary>A stand-in for a command of Windows.</summary>
public abstract class WindowsCmdlet : PSCmdlet
{
    private protected SimulatedWindows Windows => (SimulatedWindows)SessionState.PSVariable.GetValue(SimulatedWindows.Variable);

    /// <summary>A provider's error ends the command, as it does on Windows.</summary>
    private protected void Fail(Exception fault) => ThrowTerminatingError(new ErrorRecord(fault, fault.GetType().Name, ErrorCategory.NotSpecified, null));

    private protected static PSObject Object(params IEnumerable<(string Name, object? Value)> properties)
    {
        var result = new PSObject();
        foreach (var (name, value) in properties)
            result.Properties.Add(new PSNoteProperty(name, value));
        return result;
    }
}
