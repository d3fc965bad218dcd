namespace RdsCalOrchestrator.RunCommand.Arm;

/// <summary>
/// Sends what is addressed to the public cloud to a simulated estate. The SDK gives tokens to https only, so the address is changed below it.
/// </summary>
internal sealed class ToLoopback(Uri endpoint) : DelegatingHandler
{
    private const string PublicCloud = "management.azure.com";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var to = request.RequestUri!;
        // The estate names operations by its own address.
        if (to.Host != PublicCloud && to.Host != endpoint.Host)
            throw new InvalidOperationException($"A simulated estate sends nothing to {to.Host}.");
        request.RequestUri = new UriBuilder(to) { Scheme = endpoint.Scheme, Host = endpoint.Host, Port = endpoint.Port }.Uri;
        return base.SendAsync(request, cancellationToken);
    }
}
