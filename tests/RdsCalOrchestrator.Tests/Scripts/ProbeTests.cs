using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

public sealed class ProbeTests : IDisposable
{
    private readonly ScriptBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Probe_RunByHand_SaysWhatTheCallsTakeAndWhatThePacksAre()
    {
        var answer = await _bench.ProbeAsync(_bench.Source);

        Assert.Equal((0, "Ok", "by-hand"), (answer.ExitCode, answer.Outcome, answer.Frame.Text("run")));
        Assert.Equal("SRC-LS01", answer.Server.Text("computerName"));
        Assert.Contains(
            """["ImportLicenseKeyPackOffline","sLicenseKeyPackId:String","sSourceLSName:String","sSourceLSProductId:String"]""",
            answer.Result.GetProperty("calls").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("[2,1,4,2,120,77]", answer.Result.GetProperty("packs").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("Germany", answer.Result.Text("country"));
        Assert.True(answer.Result.GetProperty("clearinghouse")[0].GetProperty("tls").GetBoolean());
    }

    [Fact]
    public async Task Probe_AfterAnImport_SaysWhichEventsItWroteAndWhere()
    {
        _bench.World.Clearinghouse = static _ => Imports.Sells();
        _bench.World.Switches.Events = "otherLog";
        await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement()), Imports.Secrets);

        var answer = await _bench.ProbeAsync(_bench.Target);

        var counted = answer.Result.GetProperty("events")[0];
        Assert.Equal("Microsoft-Windows-TerminalServices-Licensing/Admin", counted[0].GetString());
        Assert.Equal((89, 1), (counted[1].GetInt32(), counted[2].GetInt32()));
    }

    [Fact]
    public async Task Probe_ChangesNothingAndLeavesNothing()
    {
        await _bench.ProbeAsync(_bench.Source);

        Assert.Empty(_bench.World.Effects);
        Assert.False(Directory.Exists(_bench.Root(_bench.Source)));
    }

    [Fact]
    public async Task Probe_OfAServerWithoutTheRole_SaysWhatElseThereIs()
    {
        _bench.Source.RoleInstalled = false;

        var answer = await _bench.ProbeAsync(_bench.Source);

        Assert.Equal("Ok", answer.Outcome);
        Assert.Equal($"WMI-0x{CimFault.InvalidClass:x8}", answer.Problem.Text("code"));
        Assert.False(answer.Result.GetProperty("role").GetProperty("installed").GetBoolean());
    }
}
