using System.Collections.Concurrent;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Tests.Simulator.Estate;

/// <summary>Stands in for the PowerShell engine: what a script does is said by its text.</summary>
internal sealed class ScriptStub : IScriptMachine
{
    /// <summary>A script that goes on until it is killed or let go.</summary>
    public const string Hold = "hold";

    private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<Run> Runs { get; } = [];

    public ConcurrentQueue<string> Killed { get; } = [];

    public string Output { get; set; } = "done";

    public int ExitCode { get; set; }

    public void LetGo() => _letGo.TrySetResult();

    public async Task<ScriptRun> RunAsync(
        LicensingState server, string disk, string script, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellation)
    {
        Runs.Enqueue(new(server.ComputerName, disk, script, parameters));
        if (script != Hold)
            return new(ExitCode, Output, "");
        try
        {
            await _letGo.Task.WaitAsync(cancellation);
            return new(ExitCode, Output, "");
        }
        catch (OperationCanceledException)
        {
            Killed.Enqueue(server.ComputerName);
            throw;
        }
    }

    internal sealed record Run(string Machine, string Disk, string Script, IReadOnlyDictionary<string, string> Parameters);
}
