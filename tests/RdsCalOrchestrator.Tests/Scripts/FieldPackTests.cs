using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>
/// Packs as real servers showed them: built in, temporary, overused, expired, ending in 2038, open, of a VDI suite, several of a kind.
/// </summary>
public sealed class FieldPackTests : IDisposable
{
    private const long Unlimited = 4294967295;

    private static readonly DateOnly Today = new(2026, 11, 28);

    private readonly ScriptBench _bench = new();

    public FieldPackTests() => _bench.Target.Packs =
    [
        Pack(2, 6, 3, 0, Unlimited, 0, "2035-12-31", "A02-5.00-EX"),
        Pack(3, 2, 0, 2, 250, 250, "2023-02-09", "A02-6.00-S"),
        Pack(4, 2, 1, 2, 20, 0, "2038-01-01", "C50-6.00-S"),
        Pack(5, 2, 1, 4, 20, 11, "2038-01-01", "C50-6.02-S"),
        Pack(6, 2, 1, 4, 20, 0, "2038-01-01", "C50-6.02-S"),
        Pack(7, 5, 1, 6, 2000, 1, "2038-01-01", "C50-10.01-S"),
        Pack(8, 2, 6, 6, 12, 0, "2024-12-19", "A02-10.01-VDIS"),
        Pack(10, 7, 1, 4, 0, 0, "never", "C50-6.02-S"),
        Pack(13, 4, 0, 2, Unlimited, 100, "never", "A02-6.00-S"),
        Pack(14, 2, 0, 2, 1050, 731, "2038-01-01", "A02-6.00-S"),
        Pack(15, 2, 6, 6, 12, 0, "never", "A02-10.01-VDIS"),
        Pack(16, 2, 0, 6, Unlimited, 3, "never", "A02-10.01-S"),
    ];

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Inspect_ReadsEachAsItIs_AndCountsKindsWithoutWindowsOwn()
    {
        var answer = await _bench.RunAsync(Script.Inspect, _bench.Target, Inspections.Page());

        var packs = answer.Result.GetProperty("packs").EnumerateArray().ToDictionary(static p => p[0].GetInt32(), static p => p.GetRawText());
        Assert.Equal("""[2,6,3,0,-1,0,"2035-12-31","A02-5.00-EX"]""", packs[2]);
        Assert.Equal("""[3,2,0,2,250,250,"2023-02-09","A02-6.00-S"]""", packs[3]);
        Assert.Equal("""[7,5,1,6,2000,1,"never","C50-10.01-S"]""", packs[7]);
        Assert.Equal("""[8,2,6,6,12,0,"2024-12-19","A02-10.01-VDIS"]""", packs[8]);
        Assert.Equal("""[13,4,0,2,-1,100,"never","A02-6.00-S"]""", packs[13]);
        Assert.Equal("[[2,0,1300,981,2],[2,1,20,0,1],[4,1,40,11,2],[6,1,2000,1,1]]", answer.Result.GetProperty("kinds").GetRawText());
    }

    [Fact]
    public async Task Plan_MovesOnlyWhatWasBoughtAndStillCounts()
    {
        var answer = await _bench.RunAsync(Script.Inspect, _bench.Target, Inspections.Page());

        var reading = ServerReading.From(answer.Server, answer.Result, answer.Frame.GetProperty("problems"), _bench.World.Time.GetUtcNow())!;

        Assert.True(reading.IsWhole);
        Assert.Equal([4, 5, 6, 7, 14], reading.Packs.Where(static p => p.IsMovable(Today)).Select(static p => p.RowId));
    }

    [Fact]
    public async Task Import_AmongThem_FindsItsRowAlone()
    {
        _bench.World.Clearinghouse = static _ => Imports.Sells(total: 20);

        var answer = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement(quantity: 20)), Imports.Secrets);

        Assert.Equal("Imported", answer.LineState());
        Assert.Equal([20], answer.Line().GetProperty("rows").EnumerateArray().Select(static r => r[0].GetInt32()));
    }

    private static SimulatedPack Pack(
        int rowId, int type, int productType, int versionId, long total, long issued, string expires, string description) => new()
    {
        RowId = rowId, KeyPackType = type, ProductType = productType, VersionId = versionId,
        Total = total, Issued = issued, Expires = expires, Description = description,
    };
}
