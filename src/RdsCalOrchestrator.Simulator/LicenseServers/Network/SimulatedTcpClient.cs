using System.Net.Sockets;

namespace RdsCalOrchestrator.Simulator.LicenseServers.Network;

/// <summary>Connects where the world says that one can; everywhere else it is refused at once.</summary>
public sealed class SimulatedTcpClient
{
    private readonly ScriptProcess _process;

    internal SimulatedTcpClient(ScriptProcess process) => _process = process;

    public Task ConnectAsync(string host, int port) =>
        (port == 443 ? _process.Server.ReachesClearinghouse : CanReach(host))
            ? Task.CompletedTask
            : Task.FromException(new SocketException((int)SocketError.ConnectionRefused));

    public SimulatedTcpStream GetStream() => new(_process);

    public void Close()
    {
    }

    private bool CanReach(string host) =>
        _process.World.FindByName(host) is not null && _process.Server.Reaches.Contains(host, StringComparer.OrdinalIgnoreCase);
}

public sealed class SimulatedTcpStream
{
    internal SimulatedTcpStream(ScriptProcess process) => Process = process;

    internal ScriptProcess Process { get; }
}
