using System.Text;
using System.Text.Json;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.RunCommand;
using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>What has no room in the frame is printed before it, for whoever reads the whole output.</summary>
public sealed class ScriptDetailTests : IDisposable
{
    private const string InFull = "In full: ";

    private readonly ScriptBench _bench = new();

    public ScriptDetailTests() => _bench.World.Clearinghouse = static _ => Imports.Sells();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Script_WhoseAnswerFits_PrintsNothingElse() => Assert.Empty((await ImportAsync()).Detail);

    [Fact]
    public async Task Script_WhoseAnswerIsTooLong_PrintsItInFullBeforeItsFrame()
    {
        _bench.Target.Events = [.. Enumerable.Range(1, 80).Select(n => new SimulatedEvent(4, _bench.World.Time.GetUtcNow(), "System", n))];

        var answer = await ImportAsync();

        var whole = JsonElement.Parse(Assert.Single(answer.Detail)[InFull.Length..]).GetProperty("result");
        Assert.Equal("Imported", answer.LineState());
        Assert.Equal((0, 81), (answer.Result.GetProperty("events").GetArrayLength(), whole.GetProperty("events").GetArrayLength()));
        Assert.Equal(answer.Result.GetProperty("lines").GetRawText(), whole.GetProperty("lines").GetRawText());
        Assert.DoesNotContain("7104412", answer.Detail[0], StringComparison.Ordinal);
        Assert.True(Ascii.IsValid(answer.Detail[0]));
        Assert.Null(ScriptFrame.Find(answer.Detail[0], _bench.Run));
    }

    [Fact]
    public async Task Script_ThatFails_PrintsWhere()
    {
        _bench.Target.Service = "Stopped";

        var answer = await ImportAsync();

        Assert.Equal("Failed", answer.Outcome);
        Assert.Contains("Add-LicensingIdentity", Assert.Single(answer.Detail), StringComparison.Ordinal);
        Assert.True(Ascii.IsValid(answer.Detail[0]));
    }

    private Task<ScriptAnswer> ImportAsync() =>
        _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement()), Imports.Secrets);
}
