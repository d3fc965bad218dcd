using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.ResourceManager;

namespace RdsCalOrchestrator.RunCommand.Arm;

/// <summary>One client for the process: its token is cached in it.</summary>
internal static class ArmConnection
{
    private static readonly Uri Public = new("https://management.azure.com");
    private static readonly TimeSpan NetworkTimeout = TimeSpan.FromSeconds(30);

    /// <exception cref="ArgumentException">The endpoint is neither https nor a loopback address.</exception>
    internal static ArmClient Open(ArmOptions options)
    {
        var endpoint = options.Endpoint;
        if (!endpoint.IsLoopback && endpoint.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException($"Arm:Endpoint is {endpoint}: only https, or a loopback address of a simulated estate, may be used.");
        var client = new ArmClientOptions { Environment = new ArmEnvironment(endpoint.IsLoopback ? Public : endpoint, Public.ToString()) };
        // An activity that is throttled answers when to look again; the SDK must not sleep inside it, nor send anything twice.
        client.Retry.MaxRetries = 0;
        client.Retry.NetworkTimeout = NetworkTimeout;
        if (!endpoint.IsLoopback)
            return new ArmClient(new DefaultAzureCredential(), default, client);
        client.Transport = new HttpClientTransport(new ToLoopback(endpoint) { InnerHandler = new SocketsHttpHandler() });
        return new ArmClient(new FixedToken(), default, client);
    }

    // The SDK sends tokens over https only, so the address is changed below it.
    private sealed class ToLoopback(Uri endpoint) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = endpoint.Scheme, Host = endpoint.Host, Port = endpoint.Port }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class FixedToken : TokenCredential
    {
        private static readonly AccessToken Token = new("simulator", DateTimeOffset.MaxValue);

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => Token;

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(Token);
    }
}
