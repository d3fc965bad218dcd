using Microsoft.Azure.Functions.Worker.Builder;

namespace Embedded.Tests.Discovery;

public sealed class HostJsonTests
{
    [Theory]
    [InlineData(null, "api", "")]
    [InlineData("""{ "version": "2.0" }""", "api", "")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "" }, "durableTask": { "defaultVersion": "1.4" } } }""", "", "1.4")]
    [InlineData("""{ "functionTimeout": "00:30:00", "logging": { "logLevel": { "A.B": "Warning" } } }""", "api", "")]
    [InlineData("""{ "extensions": { "durableTask": { "maxConcurrentActivityFunctions": 20, "storageProvider": { "type": "azureManaged" } } } }""", "api", "")]
    [InlineData("""{ /* as the host allows */ "extensions": { "http": { "routePrefix": "v1/x" } } }""", "v1/x", "")]
    public void HostJson_GivesPrefixAndVersion(string? json, string prefix, string version) =>
        Assert.Equal(new HostJson(prefix, version), Read(json));

    [Theory]
    [InlineData("versionMatchStrategy", "Strict", "CurrentOrOlder")]
    [InlineData("versionMatchStrategy", "None", "CurrentOrOlder")]
    [InlineData("versionFailureStrategy", "Fail", "Reject")]
    [InlineData("throwStatusExceptionsOnRaiseEvent", "true", "false")]
    public void Setting_ThatTheRuntimeDoesNotHave_IsRefused(string setting, string value, string known)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Read(Strategy(setting, value)));
        Assert.Equal($"host.json: {setting} is '{value}'. The embedded runtime knows {known} only.", refused.Message);
        Assert.NotNull(Read(Strategy(setting, known)));
    }

    [Fact]
    public void HostJson_OfTheApp_IsTakenAsItIs() => Assert.Equal(new HostJson("api", "1.0"), HostJson.Read(AppContext.BaseDirectory));

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
