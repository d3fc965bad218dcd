using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace RdsCalOrchestrator.Infra.Tests;

/// <summary>
/// host.json takes no comments: each of its settings is explained in docs/operating.md, and those stay that keep a link's token out of
/// telemetry, or that the app relies on.
/// </summary>
public sealed partial class HostJsonTests
{
    private static readonly IReadOnlyDictionary<string, string> Settings = Read();

    [Fact]
    public void Settings_OfTheFile_AreThoseOfTheDocument() => Assert.Equal(
        Settings.Select(static s => $"{s.Key} = {s.Value}").Order(StringComparer.Ordinal),
        Row().Matches(Section()).Select(static r => $"{r.Groups[1].Value} = {r.Groups[2].Value}").Order(StringComparer.Ordinal));

    // Each of these is a way by which the address of a request, and with it the token of a link, would be written down.
    [Theory]
    [InlineData("logging.logLevel.Microsoft.Azure.WebJobs.Script.WebHost.Middleware", "Warning")]
    [InlineData("logging.logLevel.Microsoft.AspNetCore", "Warning")]
    [InlineData("logging.logLevel.Yarp", "Warning")]
    [InlineData("logging.applicationInsights.enableDependencyTracking", "false")]
    [InlineData("logging.applicationInsights.httpAutoCollectionOptions.enableHttpTriggerExtendedInfoCollection", "false")]
    public void Setting_ThatKeepsTokensOutOfTelemetry_IsAsItMustBe(string setting, string value)
    {
        Assert.Equal(value, Settings[setting]);
        var row = Section().Split('\n').Single(l => l.StartsWith($"| `{setting}` |", StringComparison.Ordinal));
        Assert.Contains("**token.**", row, StringComparison.Ordinal);
    }

    // Nudges go also to instances that have ended. With Azure Storage the client throws then, unless it is told not to.
    [Fact]
    public void Events_ToWhatHasEnded_AreNoErrors() =>
        Assert.Equal("false", Settings["extensions.durableTask.throwStatusExceptionsOnRaiseEvent"]);

    // A rule for all categories would let those through that the host leaves out, whatever they write.
    [Fact]
    public void LogLevels_Always_NameCategories() =>
        Assert.DoesNotContain("logging.logLevel.default", Settings.Keys, StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void Hub_OfTheScheduler_IsThatOfTheFile() => Assert.Contains(
        $"    name: '{Settings["extensions.durableTask.hubName"]}'\n", Repository.Read("infra/modules/durableTaskScheduler.bicep"),
        StringComparison.Ordinal);

    // Else the alert of silence would count what sampling has left.
    [Fact]
    public void Sampling_Always_SparesWhatAnAlertCounts()
    {
        Assert.Contains("requests | where name", Repository.Read("infra/modules/alerts.bicep"), StringComparison.Ordinal);
        Assert.Contains("Request", Settings["logging.applicationInsights.samplingSettings.excludedTypes"].Split(';'));
    }

    private static string Section()
    {
        var document = Repository.Read("docs/operating.md");
        var begin = document.IndexOf("\n## host.json\n", StringComparison.Ordinal);
        return document[begin..document.IndexOf("\n## ", begin + 1, StringComparison.Ordinal)];
    }

    private static Dictionary<string, string> Read()
    {
        using var file = JsonDocument.Parse(Repository.Read("host.json"));
        return Leaves(file.RootElement, "").ToDictionary(static l => l.Path, static l => l.Value);
    }

    private static IEnumerable<(string Path, string Value)> Leaves(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(p => Leaves(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}"))
        : [(path, element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText())];

    [GeneratedRegex(@"^\| `([^`]+)` \| `([^`]+)` \|", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Row();
}
