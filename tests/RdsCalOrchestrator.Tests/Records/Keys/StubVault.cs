using System.Net;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;

namespace RdsCalOrchestrator.Tests.Records.Keys;

/// <summary>A key vault as its REST API shows one: secrets are set, read, and listed a few at a time without their values.</summary>
internal sealed class StubVault : HttpMessageHandler
{
    private const string Address = "https://heron.vault.azure.net";
    private const int InPage = 2;

    public Dictionary<string, JsonObject> Secrets { get; } = [];

    public SecretClient Client => new(new Uri(Address), new FixedToken(), new SecretClientOptions { Transport = new HttpClientTransport(this) });

    public void Add(string name, string value, string contentType = "application/xml", bool enabled = true) => Secrets[name] = new JsonObject
    {
        ["id"] = $"{Address}/secrets/{name}", ["value"] = value, ["contentType"] = contentType,
        ["attributes"] = new JsonObject { ["enabled"] = enabled },
    };

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The first call of all has no token: the answer says whom to ask for one.
        if (request.Headers.Authorization is null)
        {
            var challenge = new HttpResponseMessage(HttpStatusCode.Unauthorized) { RequestMessage = request, Content = new StringContent("") };
            challenge.Headers.Add(
                "WWW-Authenticate", "Bearer authorization=\"https://login.windows.net/tenant\", resource=\"https://vault.azure.net\"");
            return challenge;
        }

        var name = request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1);
        if (request.Method == HttpMethod.Put)
        {
            using var body = new StreamReader(request.Content!.ReadAsStream(cancellationToken));
            Secrets[name!] = JsonNode.Parse(body.ReadToEnd())!.AsObject();
            Secrets[name!]["id"] = $"{Address}/secrets/{name}";
        }

        var answer = name is null ? Page(int.Parse(request.RequestUri.Query.Split("skip=").ElementAtOrDefault(1) ?? "0", null)) : Secrets[name];
        return new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent(answer.ToJsonString()) };
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(Send(request, cancellationToken));

    private JsonObject Page(int skip)
    {
        var listed = Secrets.Values.Skip(skip).Take(InPage).Select(static s => s.DeepClone().AsObject()).ToArray();
        foreach (var secret in listed)
            secret.Remove("value");
        return new JsonObject
        {
            ["value"] = new JsonArray([.. listed]),
            ["nextLink"] = skip + InPage < Secrets.Count ? $"{Address}/secrets?api-version=7.6&skip={skip + InPage}" : null,
        };
    }

    private sealed class FixedToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
