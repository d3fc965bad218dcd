using System.Net.Sockets;
using System.Security.Authentication;

namespace RdsCalOrchestrator.Simulator.LicenseServers.Cmdlets;

/// <summary>Stands in for System.Net.Sockets.TcpClient: the Clearinghouse on 443, other servers by the names this one reaches.</summary>
public sealed class SimulatedTcpClient
{
    private readonly SimulatedWindows _windows;

    internal SimulatedTcpClient(SimulatedWindows windows) => _windows = windows;

    public Task ConnectAsync(string host, int port)
    {
        var isOpen = port == 443
            ? _windows.State.ReachesClearinghouse
            : _windows.State.Reaches.Contains(host, StringComparer.OrdinalIgnoreCase);
        return isOpen ? Task.CompletedTask : Task.FromException(new SocketException((int)SocketError.TimedOut));
    }

    public int ReceiveTimeout { get; set; }

    public int SendTimeout { get; set; }

    public object GetStream() => this;

    public void Close()
    {
    }
}

/// <summary>
/// Stands in for System.Net.Security.SslStream. A-443: an open port is no proof; something between may end the conversation.
/// </summary>
public sealed class SimulatedSslStream
{
    private readonly SimulatedWindows _windows;

    internal SimulatedSslStream(SimulatedWindows windows) => _windows = windows;

    public SimulatedCertificate RemoteCertificate { get; } = new();

    public void AuthenticateAsClient(
        string targetHost, object? clientCertificates, SslProtocols enabledSslProtocols, bool checkCertificateRevocation)
    {
        if (_windows.World.Switches.Port443 == "fails")
            throw new AuthenticationException($"The certificate of {targetHost} is not trusted.");
    }
}

public sealed class SimulatedCertificate
{
    public string Issuer => "CN=Microsoft Azure RSA TLS Issuing CA, O=Microsoft Corporation, C=US";
}
