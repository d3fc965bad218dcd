using RdsCalOrchestrator.Domain.Migrations;

namespace RdsCalOrchestrator.Tests.Scripts;

public sealed class ImportTests : IDisposable
{
    private readonly ScriptBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Import_OfAnAgreementLine_InstallsOneRowAndTakesItFromTheSource()
    {
        _bench.World.Clearinghouse = static _ => Imports.Sells(versionId: 4, productType: 1, total: 120);

        var frame = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement()), Imports.Secrets());

        Assert.Equal("""{"operation":"op-1","state":"Imported","call":"ImportAgreementLicenseKeyPack","returnValue":0,"rows":[[20,2,1,4,120,0,"never","C50-6.02-S"]],"sourceRemoval":"Removed","attempts":1}""", frame.Line().GetRawText());
        Assert.Equal("Done", _bench.Receipt(_bench.Target, "op-1").GetProperty("phase").GetString());
        Assert.DoesNotContain(_bench.Source.Packs, static p => p is { KeyPackType: 2, ProductType: 1 });
    }
}
