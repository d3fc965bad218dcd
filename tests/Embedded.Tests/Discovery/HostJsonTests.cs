using Microsoft.Azure.Functions.Worker.Builder;

namespace Embedded.Tests.Discovery;

public sealed class HostJsonTests
{
    [Theory]
    [InlineData(null, "api", "")]
    [InlineData("""{ "version": "2.0" }""", "api", "")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "" }, "durableTask": { "defaultVersion": "1.4" } } }""", "", "1.4")]
    [InlineData("""{ /* as the host allows */ "extensions": { "http": { "routePrefix": "v1/x" } } }""", "v1/x", "")]
    public void HostJson_GivesPrefixAndVersion(string? json, string prefix, string version) =>
        Assert.Equal(new HostJson(prefix, version), Read(json));

    [Theory]
    [InlineData("versionMatchStrategy", "Strict", "CurrentOrOlder")]
    [InlineData("versionMatchStrategy", "None", "CurrentOrOlder")]
    [InlineData("versionFailureStrategy", "Fail", "Reject")]
    public void Strategy_ThatTheRuntimeDoesNotHave_IsRefused(string setting, string value, string known)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Read(Strategy(setting, value)));
        Assert.Equal($"host.json: {setting} is '{value}'. The embedded runtime knows {known} only.", refused.Message);
        Assert.NotNull(Read(Strategy(setting, known)));
    }

    private static string Strategy(string setting, string value) =>
        $$"""{ "extensions": { "durableTask": { "{{setting}}": "{{value}}" } } }""";

    private static HostJson Read(string? json)
    {
        using var directory = new TemporaryDirectory();
        if (json is not null)
            File.WriteAllText(Path.Combine(directory.Path, "host.json"), json);
        return HostJson.Read(directory.Path);
    }
}
