using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.ResourceManager;

namespace RdsCalOrchestrator.RunCommand.Arm;

/// <summary>Makes the one client of a process: its token is cached in it.</summary>
internal static class ArmConnection
{
    private static readonly TimeSpan NetworkTimeout = TimeSpan.FromSeconds(30);

    /// <exception cref="ArgumentException">The endpoint is neither https nor a loopback address.</exception>
    internal static ArmClient Open(ArmOptions options, IQuotaWatch? watch = null)
    {
        var endpoint = options.Endpoint;
        // No proxy and no redirect: what is meant for this machine stays on it.
        if (options.IsSimulated())
            return OpenSimulated(endpoint, new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }, watch);
        if (!options.MayBeCalled())
            throw new ArgumentException($"Arm:Endpoint is {endpoint}: only https, or a loopback address of a simulated estate, may be used.");
        return new ArmClient(new DefaultAzureCredential(), default, Options(new ArmEnvironment(endpoint, endpoint.AbsoluteUri), watch));
    }

    /// <summary>A simulated estate: a fixed token, and no TLS.</summary>
    /// <exception cref="ArgumentException">The endpoint is not a loopback address.</exception>
    internal static ArmClient OpenSimulated(Uri endpoint, HttpMessageHandler handler, IQuotaWatch? watch = null)
    {
        if (!IsLoopback(endpoint))
            throw new ArgumentException($"{endpoint} is not a loopback address: a simulated estate is on this machine only.");
        var options = Options(ArmEnvironment.AzurePublicCloud, watch);
        options.Transport = new HttpClientTransport(new ToLoopback(endpoint) { InnerHandler = handler });
        return new ArmClient(new SimulatorToken(), default, options);
    }

    internal static bool IsLoopback(Uri endpoint) =>
        endpoint.IsAbsoluteUri && endpoint.IsLoopback && (endpoint.Scheme == Uri.UriSchemeHttp || endpoint.Scheme == Uri.UriSchemeHttps);

    private static ArmClientOptions Options(ArmEnvironment environment, IQuotaWatch? watch)
    {
        var options = new ArmClientOptions { Environment = environment };
        // An activity that is throttled answers when to look again; the SDK must not sleep inside it, nor send anything twice.
        options.Retry.MaxRetries = 0;
        options.Retry.NetworkTimeout = NetworkTimeout;
        if (watch is not null)
            options.AddPolicy(new QuotaPolicy(watch), HttpPipelinePosition.PerRetry);
        return options;
    }
}
