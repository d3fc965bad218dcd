using Microsoft.Azure.Functions.Worker.Builder;

namespace Embedded.Tests.Discovery;

public sealed class HostJsonTests
{
    [Theory]
    [InlineData(null, "api", "")]
    [InlineData("""{ "version": "2.0" }""", "api", "")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "" }, "durableTask": { "defaultVersion": "1.4" } } }""", "", "1.4")]
    [InlineData("""{ /* as the host allows */ "extensions": { "http": { "routePrefix": "v1/x" } } }""", "v1/x", "")]
    public void HostJson_GivesPrefixAndVersion(string? json, string prefix, string version)
    {
        using var directory = new TemporaryDirectory();
        if (json is not null)
            File.WriteAllText(Path.Combine(directory.Path, "host.json"), json);
        Assert.Equal(new HostJson(prefix, version), HostJson.Read(directory.Path));
    }
}
