using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

public sealed class ImportRefusalTests : IDisposable
{
    private readonly ScriptBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("returnValue")]
    [InlineData("thrown")]
    public async Task Import_RefusedInEitherShape_IsRefusedWithItsCode(string shape)
    {
        _bench.World.Switches.RefusalShape = shape;

        var line = (await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement()), Imports.Secrets)).Line();

        Assert.Equal(("Refused", "0x80041001", "NotTried"), (line.Text("state"), line.Text("hresult"), line.Text("sourceRemoval")));
        Assert.Equal(0, line.GetProperty("rows").GetArrayLength());
        Assert.Equal("Refused", _bench.Receipt(_bench.Target, "op-1").Text("state"));
        Assert.Empty(_bench.World.Effects);
    }

    [Fact]
    public async Task Import_AfterARefusal_MayBeAskedForAgain()
    {
        await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement()), Imports.Secrets);
        _bench.World.Clearinghouse = static _ => Imports.Sells();

        var answer = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement()), Imports.Secrets);

        Assert.Equal("Imported", answer.LineState());
        Assert.Equal(2, answer.Line().GetProperty("attempts").GetInt32());
    }

    [Theory]
    [InlineData("accepted", "Imported")]
    [InlineData("refused", "Refused")]
    public async Task Import_OfAVersionTheCallsDoNotName_IsDoneOrRefused(string versionIds, string state)
    {
        _bench.World.Switches.VersionIds = versionIds;
        _bench.World.Clearinghouse = static _ => Imports.Sells(versionId: 8);

        var answer = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement(versionId: 8)), Imports.Secrets);

        Assert.Equal(state, answer.LineState());
    }

    [Theory]
    [InlineData("accepted", "other", 5, "Imported")]
    [InlineData("refused", "other", 5, "Refused")]
    [InlineData("refused", "enterprise", 1, "Imported")]
    public async Task Import_OfAnMpsaNumber_IsDoneOrRefusedWithAnArgumentError(string mpsa, string program, int agreementType, string state)
    {
        _bench.World.Switches.Mpsa = mpsa;
        _bench.World.Clearinghouse = static _ => Imports.Sells();

        var line = (await _bench.RunAsync(
            Script.Import, _bench.Target, Imports.Input(Imports.Agreement(program, agreementType)), Imports.Secrets)).Line();

        Assert.Equal(state, line.Text("state"));
        if (state == "Refused")
            Assert.Equal("0x80041008", line.Text("hresult"));
    }

    [Theory]
    [InlineData(false, "works")]
    [InlineData(true, "fails")]
    [InlineData(true, "refused")]
    public async Task Import_WithoutAWayToTheClearinghouse_IsRefused(bool reaches, string port443)
    {
        _bench.Target.ReachesClearinghouse = reaches;
        _bench.World.Switches.Port443 = port443;
        _bench.World.Clearinghouse = static _ => Imports.Sells();

        var answer = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement()), Imports.Secrets);

        Assert.Equal("Refused", answer.LineState());
        Assert.Empty(_bench.World.Asked);
    }
}
