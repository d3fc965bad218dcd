using System.Security.Authentication;

namespace RdsCalOrchestrator.Simulator.LicenseServers.Network;

public sealed class SimulatedSslStream
{
    private readonly ScriptProcess _process;

    internal SimulatedSslStream(SimulatedTcpStream stream) => _process = stream.Process;

    public SimulatedCertificate? RemoteCertificate { get; private set; }

    public void AuthenticateAsClient(string targetHost)
    {
        if (!Clearinghouse.IsReachedBy(_process))
            throw new AuthenticationException($"The remote certificate of {targetHost} was rejected.");
        RemoteCertificate = new SimulatedCertificate("CN=Simulated Root");
    }
}

public sealed record SimulatedCertificate(string Issuer);
