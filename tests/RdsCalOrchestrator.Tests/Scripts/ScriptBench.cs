using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.RunCommand.Scripts;
using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>Runs the very text that a run command carries on one simulated server.</summary>
internal sealed class ScriptBench : IDisposable
{
    private readonly DirectoryInfo _disk = Directory.CreateTempSubdirectory("rdscal-scripts-");

    private readonly ScriptMachine _machine;

    internal ScriptBench()
    {
        World.Servers.AddRange([Source, Target]);
        _machine = new ScriptMachine(World);
    }

    internal ScriptWorld World { get; } = new();

    internal LicensingState Source { get; } = Servers.Source();

    internal LicensingState Target { get; } = Servers.Target();

    internal string NotAfter { get; set; } = "2026-11-28T21:00:00Z";

    internal string Run { get; set; } = "rc-m-1-1";

    /// <summary>What the request says of the server; null fields match anything.</summary>
    internal JsonObject Expected { get; set; } = [];

    internal string Root(LicensingState server) => Path.Combine(Disk(server), "ProgramData", "RdsCalOrchestrator");

    internal string ReceiptText(LicensingState server, string name) => File.ReadAllText(Path.Combine(Root(server), "ops", $"{name}.json"));

    internal JsonElement Receipt(LicensingState server, string name) => JsonElement.Parse(ReceiptText(server, name));

    internal async Task<ScriptAnswer> RunAsync(Script script, LicensingState server, object input, object? secrets = null)
    {
        var run = await RunTextAsync(script, server, Request(script, input), secrets, TestContext.Current.CancellationToken);
        Assert.Equal("", run.Error);
        return ScriptAnswer.Read(run);
    }

    /// <summary>Runs a script that <paramref name="kill"/> ends in the middle: it must not have answered.</summary>
    internal async Task RunKilledAsync(Script script, LicensingState server, object input, object? secrets, CancellationTokenSource kill)
    {
        var run = await RunTextAsync(script, server, Request(script, input), secrets, kill.Token);
        Assert.True(kill.IsCancellationRequested);
        Assert.DoesNotContain(ScriptAnswer.FrameMark, run.Output, StringComparison.Ordinal);
    }

    internal async Task<ScriptAnswer> RunRequestAsync(Script script, LicensingState server, string request, object? secrets = null) =>
        ScriptAnswer.Read(await RunTextAsync(script, server, request, secrets, TestContext.Current.CancellationToken));

    /// <summary>Remembers what a server holds and its receipts; what is returned brings back just that, as a backup does.</summary>
    internal Action Keep(LicensingState server)
    {
        var (packs, activation, id) = (server.Packs, server.Activation, server.LicenseServerId);
        var folder = Path.Combine(Root(server), "ops");
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder).ToDictionary(static f => f, File.ReadAllBytes) : [];
        return () =>
        {
            (server.Packs, server.Activation, server.LicenseServerId) = (packs, activation, id);
            if (Directory.Exists(Root(server)))
                Directory.Delete(Root(server), recursive: true);
            Directory.CreateDirectory(folder);
            foreach (var (file, bytes) in files)
                File.WriteAllBytes(file, bytes);
        };
    }

    /// <summary>As an administrator runs it: without any parameter.</summary>
    internal async Task<ScriptAnswer> ProbeAsync(LicensingState server) => ScriptAnswer.Read(await _machine.RunAsync(
        server, Disk(server), ScriptLibrary.Probe.Text, new Dictionary<string, string>(), TestContext.Current.CancellationToken));

    internal string Request(Script script, object input) => Base64(new JsonObject
    {
        ["schema"] = 1,
        ["script"] = script.ToString(),
        ["text"] = ScriptLibrary.Of(script).Hash12,
        ["run"] = Run,
        ["migration"] = "m-1",
        ["server"] = Expected.DeepClone(),
        ["notAfterUtc"] = NotAfter,
        ["input"] = JsonSerializer.SerializeToNode(input),
    }.ToJsonString());

    public void Dispose() => _disk.Delete(recursive: true);

    private async Task<ScriptRun> RunTextAsync(
        Script script, LicensingState server, string request, object? secrets, CancellationToken cancellation)
    {
        var parameters = new Dictionary<string, string> { ["Request"] = request };
        if (secrets is not null)
            parameters["Secrets"] = Base64(JsonSerializer.Serialize(secrets));
        return await _machine.RunAsync(server, Disk(server), ScriptLibrary.Of(script).Text, parameters, cancellation);
    }

    private string Disk(LicensingState server) => _disk.CreateSubdirectory(server.ComputerName).FullName;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
