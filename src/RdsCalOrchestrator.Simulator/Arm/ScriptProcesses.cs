using Microsoft.Extensions.Logging;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.Faults;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Simulator.Arm;

/// <summary>The scripts that are executing now. They live in memory only: when the program ends, so do they.</summary>
internal sealed class ScriptProcesses(
    SimulatedEstate estate, IScriptMachine scripts, DataDirectory data, ILogger<ScriptProcesses> log) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Process> _running = [];
    private volatile bool _off;

    public bool IsIdle => Snapshot().Count == 0;

    /// <summary>Inside the change that sends the command.</summary>
    public void Start(Machine machine, RunCommand command, RunCommandRequest request)
    {
        var execution = estate.BeginExecution(machine, command.Name);
        var process = new Process(machine, command, new(), new(command.Timeout, estate.Time)) { Execution = execution };
        lock (_gate)
        {
            _running.Add(process);
            process.Task = Task.Run(() => RunAsync(process, request));
        }
    }

    /// <summary>Kills what runs for a command. Call it without the estate's lock: a script that stops may still want that.</summary>
    public Task KillAsync(RunCommand command) => KillAsync(p => p.Command == command);

    /// <summary>Its machine is without power. Done when none of its scripts can do anything more.</summary>
    public async Task EndAllOfAsync(Machine machine)
    {
        Cut(machine);
        await Task.WhenAll(Snapshot().Where(p => p.Machine == machine).Select(static p => p.Task));
    }

    /// <summary>At once, by whichever script came to this moment: it must know itself dead before it does anything more.</summary>
    public void Cut(Machine machine)
    {
        foreach (var process in Snapshot().Where(p => p.Machine == machine))
        {
            process.LostPower = true;
            process.Kill.Cancel();
        }
    }

    /// <summary>No script is executing any more. For tests, which then may let time pass.</summary>
    public async Task WhenIdleAsync(CancellationToken cancellation)
    {
        while (Snapshot() is { Count: > 0 } running)
            await Task.WhenAll(running.Select(static p => p.Task)).WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _off = true;
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
            await RunOnceAsync(process, request, end.Token);
            if (process.Command.Fault?.Fault == Fault.DuplicateExecution && !end.IsCancellationRequested)
            {
                process.Execution = estate.Change((_, _) => estate.BeginExecution(process.Machine, process.Command.Name));
                await RunOnceAsync(process, request, end.Token);
            }
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

    private async Task RunOnceAsync(Process process, RunCommandRequest request, CancellationToken end)
    {
        SimulatedProcess.StartingExecution = process.Execution;
        var run = await ExecuteAsync(process, request, end);
        estate.Change(process.Machine.Licensing, _ =>
        {
            estate.EndExecution(process.Execution, End(process));
            if (!process.Kill.IsCancellationRequested)
                Report(process, run);
            return true;
        });
    }

    private ScriptEnd End(Process process) =>
        process.Kill.IsCancellationRequested
            ? _off || process.LostPower ? ScriptEnd.PowerLost : ScriptEnd.Killed
        : process.Timeout.IsCancellationRequested ? ScriptEnd.TimedOut
        : ScriptEnd.Ended;

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

    private void Report(Process process, ScriptRun run)
    {
        var command = process.Command;
        if (command.OutputBlob is { } blob)
            estate.WriteBlob(blob, run.Output);
        if (command.Fault?.Fault == Fault.StuckRunning)
            return;
        command.Phase = process.Timeout.IsCancellationRequested ? RunPhase.TimedOut : RunPhase.Ended;
        command.EndedUtc = estate.Time.GetUtcNow();
        command.ExitCode = run.ExitCode;
        command.Output = KeptOutput.Of(run.Output, command.Fault);
        command.Error = KeptOutput.Of(run.Error);
    }

    private List<Process> Snapshot()
    {
        lock (_gate)
            return [.. _running];
    }

    private sealed record Process(Machine Machine, RunCommand Command, CancellationTokenSource Kill, CancellationTokenSource Timeout)
    {
        public Task Task { get; set; } = Task.CompletedTask;

        public bool LostPower { get; set; }

        /// <summary>Number of the execution it is.</summary>
        public required int Execution { get; set; }
    }
}
