using System.Management.Automation;

namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>One process of Windows PowerShell on one simulated server: all that a stand-in of a command can see.</summary>
/// <param name="Disk">The server's own folder.</param>
/// <param name="Killed">Set when the process is killed; nothing may happen after that.</param>
internal sealed record ScriptProcess(
    ILicenseServerWorld World, LicensingState Server, string Disk, RunningProcess Self, RunningProcesses Running, CancellationToken Killed)
{
    internal void StopWhenKilled()
    {
        if (Killed.IsCancellationRequested)
            throw new PipelineStoppedException();
    }
}
