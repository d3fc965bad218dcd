using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>The difference of rows decides what became of a line, not what the call said.</summary>
public sealed class ImportRowsTests : IDisposable
{
    private readonly ScriptBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Import_WhoseCallFailsAfterTheEffect_IsImported()
    {
        _bench.World.Clearinghouse = _ =>
        {
            Add(Servers.Pack(19, 4, 1, 120));
            return new ClearinghouseAnswer(Accepted: false);
        };

        var line = (await ImportAsync()).Line();

        Assert.Equal(("Imported", "0x80041001"), (line.Text("state"), line.Text("hresult")));
        Assert.Equal(19, line.GetProperty("rows")[0][0].GetInt32());
    }

    [Fact]
    public async Task Import_WhoseRowComesAfterItWasRefused_IsNotCalledAgain()
    {
        Assert.Equal("Refused", (await ImportAsync()).LineState());
        Add(Servers.Pack(19, 4, 1, 120));

        var again = await ImportAsync();

        Assert.Equal("AlreadyImported", again.LineState());
        Assert.Single(_bench.World.Asked);
    }

    [Theory]
    [InlineData(1, 5, "AlreadyImported")]
    [InlineData(1, 7, "Refused")]
    [InlineData(2, 5, "Refused")]
    public async Task RetailCode_ThatWasRefused_IsARowThatCameSinceOnlyIfThatIsRetailAndOfATotalOfTheSource(int keyPackType, int total, string state)
    {
        var line = Imports.Retail(5, 10);
        Assert.Equal("Refused", (await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(line), Imports.Secrets)).LineState());
        var byHand = Imports.RetailPack(19, total);
        byHand.KeyPackType = keyPackType;
        Add(byHand);

        var again = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(line), Imports.Secrets);

        Assert.Equal(state, again.LineState());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task Import_WhenWindowsAddsAPackOfItsOwn_IsImportedAllTheSame(int keyPackType)
    {
        _bench.World.Clearinghouse = _ =>
        {
            Add(new() { RowId = 90, KeyPackType = keyPackType, ProductType = 1, VersionId = 4, Total = 0, Description = "C50-6.02-S" });
            return Imports.Sells();
        };

        var answer = await ImportAsync();

        Assert.Equal("Imported", answer.LineState());
        Assert.Equal(20, answer.Line().GetProperty("rows")[0][0].GetInt32());
    }

    [Fact]
    public async Task Import_WhenAPackThatWasThereGrows_IsUnknown()
    {
        Add(Servers.Pack(9, 4, 1, 50));
        _bench.World.Clearinghouse = _ =>
        {
            _bench.Target.Packs = [.. _bench.Target.Packs.Where(static p => p.RowId != 9), Servers.Pack(9, 4, 1, 120)];
            return new ClearinghouseAnswer(Accepted: false);
        };

        Assert.Equal("Unknown", (await ImportAsync()).LineState());
    }

    [Fact]
    public async Task Import_KilledAfterTheEffect_FindsItsRowAmongOthersAddedByHand()
    {
        using var kill = new CancellationTokenSource();
        _bench.World.Clearinghouse = static _ => Imports.Sells();
        _bench.World.AfterEffect = kill.Cancel;
        await _bench.RunKilledAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement()), Imports.Secrets, kill);
        _bench.World.AfterEffect = static () => { };
        Add(Servers.Pack(21, 4, 1, 20));

        var found = await ImportAsync();

        Assert.Equal("AlreadyImported", found.LineState());
        Assert.Equal("""[[20,2,1,4,120,0,"never","C50-6.02-S"]]""", found.Line().GetProperty("rows").GetRawText());
    }

    [Fact]
    public async Task Import_Of2008R2_TakesARowOfEitherNumber()
    {
        _bench.World.Clearinghouse = static _ => Imports.Sells(versionId: 3);

        var answer = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement(versionId: 2)), Imports.Secrets);

        Assert.Equal("Imported", answer.LineState());
    }

    [Fact]
    public async Task Import_AsAnInstallation_NamesNoSource()
    {
        _bench.World.Clearinghouse = static _ => Imports.Sells();

        var answer = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Installed()), Imports.KeyPackIdSecret);

        Assert.Equal(("Imported", "InstallLicenseKeyPack"), (answer.LineState(), answer.Line().Text("call")));
        Assert.Equal(120, _bench.Source.Packs.Where(static p => p is { KeyPackType: 2, ProductType: 1 }).Sum(static p => p.Total));
    }

    private void Add(SimulatedPack pack) => _bench.Target.Packs = [.. _bench.Target.Packs, pack];

    private Task<ScriptAnswer> ImportAsync() =>
        _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement()), Imports.Secrets);
}
