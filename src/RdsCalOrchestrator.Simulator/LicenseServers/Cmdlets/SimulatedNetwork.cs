using System.Net.Sockets;

namespace RdsCalOrchestrator.Simulator.LicenseServers.Cmdlets;

/// <summary>Stands in for System.Net.Sockets.TcpClient: the Clearinghouse on 443, other servers by the names this one reaches.</summary>
public sealed class SimulatedTcpClient
{
    private readonly SimulatedWindows _windows;

    internal SimulatedTcpClient(SimulatedWindows windows) => _windows = windows;

    public Task ConnectAsync(string host, int port)
    {
        var isOpen = port == 443 ? _windows.State.ReachesClearinghouse : _windows.State.Reaches.Contains(host, StringComparer.OrdinalIgnoreCase);
        return isOpen ? Task.CompletedTask : Task.FromException(new SocketException((int)SocketError.TimedOut));
    }

    public object GetStream() => this;

    public void Close()
    {
    }
}

/// <summary>Stands in for System.Net.Security.SslStream.</summary>
public sealed class SimulatedSslStream
{
    public SimulatedCertificate RemoteCertificate { get; } = new();

    public void AuthenticateAsClient(string targetHost) => ArgumentException.ThrowIfNullOrEmpty(targetHost);
}

public sealed class SimulatedCertificate
{
    public string Issuer => "CN=Microsoft Azure RSA TLS Issuing CA, O=Microsoft Corporation, C=US";
}
