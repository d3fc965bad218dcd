using System.Collections.Concurrent;

namespace RdsCalOrchestrator.Simulator.LicenseServers;

internal sealed record RunningProcess(int Id, DateTimeOffset StartedUtc);

/// <summary>The processes that live now. Kept in memory only: when the simulator dies, so do they.</summary>
internal sealed class RunningProcesses
{
    private readonly ConcurrentDictionary<(string Server, int Id), RunningProcess> _running = new();

    internal void Add(LicensingState server, RunningProcess process) => _running[(server.ComputerName, process.Id)] = process;

    internal void Remove(LicensingState server, RunningProcess process) => _running.TryRemove((server.ComputerName, process.Id), out _);

    internal RunningProcess? Find(LicensingState server, int id) => _running.GetValueOrDefault((server.ComputerName, id));
}
