using System.Collections.Concurrent;
using System.Management.Automation;

namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>One server as a running script meets it: its state, its disk, the world around it, and the script's own process.</summary>
internal sealed class SimulatedWindows(
    LicensingState state, string disk, ILicenseServerWorld world, ProcessTable processes, SimulatedProcess own, CancellationToken killed)
{
    internal const string Variable = "__SimulatedWindows";

    internal LicensingState State => state;

    internal ILicenseServerWorld World => world;

    internal SimulatedProcess Own => own;

    internal LicensingProvider Licensing { get; } = new(state, world, own.Execution);

    /// <summary>ProgramData of this server: a real folder, so that receipts outlive the simulator.</summary>
    internal string ProgramData => Path.Combine(disk, "ProgramData");

    /// <summary>A killed process begins nothing more, and never learns how its last command ended.</summary>
    internal void StopWhenKilled()
    {
        if (killed.IsCancellationRequested)
            throw new PipelineStoppedException();
    }

    internal DateTime UtcNow => state.ClockOf(world).UtcDateTime;

    /// <summary>The engine's own process id stands for the script's; any other is looked up among this server's.</summary>
    internal SimulatedProcess? FindProcess(int id) =>
        id == Environment.ProcessId || id == own.Id ? own : processes.Find(state.ComputerName, id);
}

/// <param name="Execution">Number of the execution of a run command it is; null when nothing but a test has started it.</param>
internal sealed record SimulatedProcess(int Id, DateTime StartedUtc, int? Execution)
{
    private static readonly AsyncLocal<int?> Starting = new();

    /// <summary>Said by whoever executes a run command, before it has the script started: what the next process is.</summary>
    internal static int? StartingExecution
    {
        get => Starting.Value;
        set => Starting.Value = value;
    }
}

/// <summary>Processes that run scripts now, by server. They are gone with the simulator, as with a power cut.</summary>
internal sealed class ProcessTable
{
    // Far from the ids of this machine, one of which every script sees as its own.
    private const int FirstId = 10_000_000;

    private readonly ConcurrentDictionary<(string Server, int Id), SimulatedProcess> _running = new();

    internal SimulatedProcess Start(LicensingState server, ILicenseServerWorld world) => world.Change(server, _ =>
    {
        var process = new SimulatedProcess(FirstId + server.NextProcessId++, server.ClockOf(world).UtcDateTime, SimulatedProcess.StartingExecution);
        _running[(server.ComputerName, process.Id)] = process;
        return process;
    });

    internal SimulatedProcess? Find(string server, int id) => _running.GetValueOrDefault((server, id));

    internal void End(string server, int id) => _running.TryRemove((server, id), out _);
}
