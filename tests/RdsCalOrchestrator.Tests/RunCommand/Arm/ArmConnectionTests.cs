using System.Net;
using RdsCalOrchestrator.RunCommand.Arm;
using Xunit;

namespace RdsCalOrchestrator.Tests.RunCommand.Arm;

/// <summary>Where calls go, and with which token.</summary>
public sealed class ArmConnectionTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5001")]
    [InlineData("http://localhost:5001")]
    [InlineData("http://[::1]:5001")]
    public async Task Loopback_EveryCall_GoesThereWithTheFixedToken(string endpoint)
    {
        var wire = new Wire();
        var channel = new AzureVmChannel(ArmConnection.OpenSimulated(new Uri(endpoint), wire));

        await channel.ReadAsync(FakeArm.Server, "rc-1", TestContext.Current.CancellationToken);

        Assert.Equal($"{endpoint}{FakeArm.Path}/runCommands/rc-1?$expand=instanceView&api-version=2023-07-01", wire.Uri!.ToString());
        Assert.Equal("Bearer simulator", wire.Authorization);
        Assert.NotNull(AzureVmChannel.Create(new ArmOptions { Endpoint = new Uri(endpoint) }));
    }

    [Theory]
    [InlineData("http://management.azure.com")]
    [InlineData("http://10.0.0.4:5001")]
    [InlineData("http://localhost.example.com:5001")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("file:///etc/hosts")]
    [InlineData("simulator")]
    public void Endpoint_NeitherHttpsNorLoopback_IsRefusedByName(string endpoint)
    {
        var refused = Assert.Throws<ArgumentException>(
            () => AzureVmChannel.Create(new ArmOptions { Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute) }));

        Assert.Contains($"Arm:Endpoint is {endpoint}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://management.azure.com")]
    [InlineData("https://simulator.example.com")]
    [InlineData("http://10.0.0.4:5001")]
    public void SimulatedEstate_NotOnThisMachine_IsRefused(string endpoint) =>
        Assert.Throws<ArgumentException>(() => ArmConnection.OpenSimulated(new Uri(endpoint), new Wire()));

    [Theory]
    [InlineData("https://management.azure.com")]
    [InlineData("https://management.usgovcloudapi.net")]
    public void Endpoint_OfACloud_IsTaken(string endpoint) =>
        Assert.NotNull(AzureVmChannel.Create(new ArmOptions { Endpoint = new Uri(endpoint) }));

    [Fact]
    public async Task Loopback_CallToAnotherHost_IsNotSent()
    {
        var wire = new Wire();
        using var http = new HttpClient(new ToLoopback(new Uri("http://127.0.0.1:5001")) { InnerHandler = wire });

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => http.GetAsync(new Uri("https://elsewhere.example.com/operations/1"), TestContext.Current.CancellationToken));

        Assert.Null(wire.Uri);
    }

    private sealed class Wire : HttpMessageHandler
    {
        public Uri? Uri { get; private set; }

        public string? Authorization { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (Uri, Authorization) = (request.RequestUri, request.Headers.Authorization?.ToString());
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound));
        }
    }
}
