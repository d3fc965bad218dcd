using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using RdsCalOrchestrator.Azurite;
using RdsCalOrchestrator.Scenarios.Kills;
using Xunit;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>
/// docs/real-host.md, with the embedded build where it says host: estate, app and people as processes of their own, and the settings that
/// stand there.
/// </summary>
public sealed partial class RealHostRecipeTests
{
    private const string Key = "a-key-of-this-recipe";

    // Far more than it takes on a busy machine.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recipe_WithTheEmbeddedBuild_EndsAsExpected()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var timer = TimeProvider.System.CreateTimer(_ => limit.Cancel(), null, Limit, Timeout.InfiniteTimeSpan);
        using var folder = new TemporaryFolder();
        using var estate = new RunningProgram(Project(
            "Simulator", "--world", ScenarioSetup.Sample.World, "--data", folder.Path, "--urls", "http://127.0.0.1:0"));
        var simulator = await AddressOfAsync(folder.Path, limit.Token);
        var app = $"http://127.0.0.1:{FreePort()}";
        var command = Project(
            "Functions", "--urls", app, "--DataDirectory", Path.Combine(folder.Path, "app"), "--Functions:Keys:Function", Key);
        foreach (var (name, value) in Settings(folder.Path, simulator, app))
            command.Environment[name] = value;
        using var host = new RunningProgram(command);
        await host.SaysAsync("Application started", limit.Token);

        var people = DemoProcess.Command("--auto", "--app", $"{app}/api", "--estate", simulator);
        people.Environment["RDSCAL_APP_KEY"] = Key;
        using var demo = new RunningProgram(people);

        Assert.True(await demo.EndAsync(limit.Token) == 0, demo.Said);
        Assert.Contains("tam-01    Proved", demo.Said, StringComparison.Ordinal);
        // Its records are where the settings say, and no link was written down.
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "app", "journal")));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder.Path, "ring")));
        Assert.DoesNotContain("/link/", host.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, "--app", "http://127.0.0.1:9/api")]
    [InlineData(64, "--estate", "http://127.0.0.1:9")]
    [InlineData(64, "--app", "nowhere", "--estate", "http://127.0.0.1:9")]
    [InlineData(64, "--app", "http://127.0.0.1:9/api", "--estate", "http://127.0.0.1:9", "--data", "somewhere")]
    [InlineData(1, "--app", "http://127.0.0.1:9/api", "--estate", "http://127.0.0.1:9")]
    public async Task Demo_OfWhatIsNotThere_SaysSo(int exitCode, params string[] arguments)
    {
        using var demo = new RunningProgram(DemoProcess.Command(arguments));
        Assert.Equal(exitCode, await demo.EndAsync(Cancellation));
    }

    // As a shell would read the document's export lines; only ports and the folder are this test's.
    private static IEnumerable<(string Name, string Value)> Settings(string folder, string simulator, string app)
    {
        var said = File.ReadLines(Path.Combine(Repository(), "docs", "real-host.md"))
            .Where(static l => l.StartsWith("export ", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, said.Count);
        var settings = said.SelectMany(static l => Setting().Matches(l)).ToDictionary(
            static m => m.Groups[1].Value,
            m => m.Groups[2].Value.Trim('\'').Replace("DIR", folder, StringComparison.Ordinal)
                .Replace("http://127.0.0.1:5090", simulator, StringComparison.Ordinal)
                .Replace("http://127.0.0.1:7071", app, StringComparison.Ordinal));
        settings["Records__ConnectionString"] = RunningAzurite.Connection;
        settings["Records__Tables"] = $"T{Guid.NewGuid():N}";
        settings[ScenarioHost.CodesVariable] = ScenarioSetup.Sample.Codes;
        return settings.Select(static s => (s.Key, s.Value));
    }

    private static ProcessStartInfo Project(string name, params string[] arguments)
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = $"RdsCalOrchestrator.{name}";
        var file = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", program, configuration, $"{program}.dll"));
        return new ProcessStartInfo("dotnet", [file, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
    }

    private static async Task<string> AddressOfAsync(string folder, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, "simulator.json");
        while (!File.Exists(file))
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
        return JsonDocument.Parse(await File.ReadAllTextAsync(file, cancellation)).RootElement.Text("url").TrimEnd('/');
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "RdsCalOrchestrator.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex("""([A-Za-z_0-9]+)=('[^']*'|"[^"]*"|\S+)""")]
    private static partial Regex Setting();
}
