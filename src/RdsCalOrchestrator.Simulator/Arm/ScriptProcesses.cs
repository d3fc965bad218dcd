using System.Text;
using Microsoft.Extensions.Logging;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Simulator.Arm;

/// <summary>The scripts that are executing now. They live in memory only: when the program ends, so do they.</summary>
internal sealed class ScriptProcesses(
    SimulatedEstate estate, IScriptMachine scripts, DataDirectory data, ILogger<ScriptProcesses> log) : IAsyncDisposable
{
    // The instance view keeps the last 4 KB of each stream (Azure Run Command documentation).
    private const int KeptOutput = 4096;

    private readonly Lock _gate = new();
    private readonly List<Process> _running = [];

    public bool IsIdle => Snapshot().Count == 0;

    public void Start(Machine machine, RunCommand command, RunCommandRequest request)
    {
        var process = new Process(machine, command, new(), new(command.Timeout, estate.Time));
        lock (_gate)
        {
            _running.Add(process);
            process.Task = Task.Run(() => RunAsync(process, request));
        }
    }

    /// <summary>Kills what runs for a command. Call it without the estate's lock: a script that stops may still want that.</summary>
    public Task KillAsync(RunCommand command) => KillAsync(p => p.Command == command);

    public Task KillAllOfAsync(Machine machine) => KillAsync(p => p.Machine == machine);

    /// <summary>At once, by whichever script came to this moment: it must know itself dead before it does anything more.</summary>
    public void Cut(Machine machine)
    {
        foreach (var process in Snapshot().Where(p => p.Machine == machine))
            process.Kill.Cancel();
    }

    /// <summary>No script is executing any more. For tests, which then may let time pass.</summary>
    public async Task WhenIdleAsync(CancellationToken cancellation)
    {
        while (Snapshot() is { Count: > 0 } running)
            await Task.WhenAll(running.Select(static p => p.Task)).WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync(static _ => true);
        await WhenIdleAsync(CancellationToken.None);
    }

    private async Task KillAsync(Func<Process, bool> which) =>
        await Task.WhenAll(Snapshot().Where(which).Select(static p => p.Kill.CancelAsync()));

    private async Task RunAsync(Process process, RunCommandRequest request)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(process.Kill.Token, process.Timeout.Token);
        try
        {
            var run = await ExecuteAsync(process, request, end.Token);
            if (!process.Kill.IsCancellationRequested)
                estate.Change(_ => Report(process, run));
        }
        catch (OperationCanceledException)
        {
            // The estate was switched off while the script ended: nobody is left to report it to.
        }
        finally
        {
            lock (_gate)
                _running.Remove(process);
            process.Timeout.Dispose();
        }
    }

    private async Task<ScriptRun> ExecuteAsync(Process process, RunCommandRequest request, CancellationToken end)
    {
        try
        {
            return await scripts.RunAsync(
                process.Machine.Licensing, data.DiskOf(process.Machine), request.Properties.Source.Script, request.AllParameters, end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return new(0, "", "");
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            // Ours, not the script's; without a report the caller would wait for its whole timeout.
            log.LogError(bug, "Run command {Command} on {Machine} broke the simulator.", process.Command.Name, process.Machine.Name);
            return new(-1, "", $"The simulator is broken: {bug.GetType().Name}");
        }
    }

    private bool Report(Process process, ScriptRun run)
    {
        var command = process.Command;
        command.Phase = process.Timeout.IsCancellationRequested ? RunPhase.TimedOut : RunPhase.Ended;
        command.EndedUtc = estate.Time.GetUtcNow();
        command.ExitCode = run.ExitCode;
        command.Output = Tail(run.Output);
        command.Error = Tail(run.Error);
        return true;
    }

    /// <summary>Cut by bytes, so perhaps in the middle of a character.</summary>
    private static string Tail(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= KeptOutput ? text : Encoding.UTF8.GetString(bytes.AsSpan(bytes.Length - KeptOutput));
    }

    private List<Process> Snapshot()
    {
        lock (_gate)
            return [.. _running];
    }

    private sealed record Process(Machine Machine, RunCommand Command, CancellationTokenSource Kill, CancellationTokenSource Timeout)
    {
        public Task Task { get; set; } = Task.CompletedTask;
    }
}
