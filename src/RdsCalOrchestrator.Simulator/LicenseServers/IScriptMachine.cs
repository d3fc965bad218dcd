namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>Runs the very script text a run command carries, in the real PowerShell engine, on one simulated server.</summary>
internal interface IScriptMachine
{
    /// <param name="disk">This server's own folder; its ProgramData lies in it and outlives the process.</param>
    /// <param name="cancellation">Kills the script in the middle of whatever it does.</param>
    Task<ScriptRun> RunAsync(
        LicensingState server, string disk, string script, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellation);
}

internal sealed record ScriptRun(int ExitCode, string Output, string Error);
