using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.RunCommand.Scripts;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>Runs the very text that a run command carries on one simulated server.</summary>
internal sealed class ScriptBench : IDisposable
{
    private const string FrameMark = "##RDSCAL1 ";

    private readonly DirectoryInfo _disk = Directory.CreateTempSubdirectory("rdscal-scripts-");

    private readonly ScriptMachine _machine;

    internal ScriptBench()
    {
        World = new ScriptWorld();
        Source = Servers.Source();
        Target = Servers.Target();
        World.Servers.AddRange([Source, Target]);
        _machine = new ScriptMachine(World);
    }

    internal ScriptWorld World { get; }

    internal LicensingState Source { get; }

    internal LicensingState Target { get; }

    internal string NotAfter { get; set; } = "2026-11-28T21:00:00Z";

    /// <summary>What the request says of the server; null fields match anything.</summary>
    internal JsonObject Expected { get; set; } = [];

    internal string Root(LicensingState server) => Path.Combine(Disk(server), "ProgramData", "RdsCalOrchestrator");

    internal JsonElement Receipt(LicensingState server, string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(server), "ops", $"{name}.json"))).RootElement;

    internal async Task<ScriptFrame> RunAsync(Script script, LicensingState server, object input, object? secrets = null, CancellationToken? kill = null)
    {
        var request = new JsonObject
        {
            ["schema"] = 1,
            ["script"] = script.ToString(),
            ["text"] = ScriptLibrary.Of(script).Hash12,
            ["run"] = "rc-m-1-1",
            ["migration"] = "m-1",
            ["server"] = Expected.DeepClone(),
            ["notAfterUtc"] = NotAfter,
            ["input"] = JsonSerializer.SerializeToNode(input),
        };
        return await RunAsync(script, server, request.ToJsonString(), secrets, kill);
    }

    internal async Task<ScriptFrame> RunAsync(Script script, LicensingState server, string request, object? secrets = null, CancellationToken? kill = null)
    {
        var parameters = new Dictionary<string, string> { ["Request"] = Base64(request) };
        if (secrets is not null)
            parameters["Secrets"] = Base64(JsonSerializer.Serialize(secrets));
        var run = await _machine.RunAsync(server, Disk(server), ScriptLibrary.Of(script).Text, parameters, kill ?? TestContext.Current.CancellationToken);
        Assert.Equal("", run.Error);
        return Read(run);
    }

    public void Dispose() => _disk.Delete(recursive: true);

    private string Disk(LicensingState server) => _disk.CreateSubdirectory(server.ComputerName).FullName;

    // Every frame that any test sees must fit and be ASCII.
    private static ScriptFrame Read(ScriptRun run)
    {
        var last = run.Output.Split('\n')[^1];
        Assert.StartsWith(FrameMark, last, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(last) <= 3000, $"The frame has {last.Length} bytes.");
        Assert.True(Ascii.IsValid(last), last);
        return new ScriptFrame(run.ExitCode, JsonDocument.Parse(last[FrameMark.Length..]).RootElement);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}

internal sealed record ScriptFrame(int ExitCode, JsonElement Json)
{
    internal string Outcome => Json.GetProperty("outcome").GetString()!;

    internal JsonElement Server => Json.GetProperty("server");

    internal JsonElement Result => Json.GetProperty("result");

    internal JsonElement Problem => Json.GetProperty("problems")[0];

    internal JsonElement Line(int index = 0) => Result.GetProperty("lines")[index];

    internal string LineState(int index = 0) => Line(index).GetProperty("state").GetString()!;
}
