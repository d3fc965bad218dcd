using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>What an import does to a source that holds 100 and 20 of the kind, in each position of the assumptions.</summary>
public sealed class ImportSourceTests : IDisposable
{
    private readonly ScriptBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("removes", "quantity", "written", "Removed", 30)]
    [InlineData("removes", "packs", "otherLog", "Removed", 20)]
    [InlineData("removes", "kind", "absent", "Unknown", 0)]
    [InlineData("fails", "quantity", "written", "Failed", 120)]
    [InlineData("doesNotTry", "quantity", "written", "Unknown", 120)]
    public async Task Import_OfNinety_LeavesTheSourceAsTheSwitchesSay(
        string removes, string kindRemoved, string events, string removal, long left)
    {
        var switches = _bench.World.Switches;
        (switches.ImportRemoves, switches.KindRemoved, switches.Events) = (removes, kindRemoved, events);
        _bench.World.Clearinghouse = static _ => Imports.Sells(total: 90);

        var answer = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement(quantity: 90)), Imports.Secrets);

        Assert.Equal(("Imported", removal), (answer.LineState(), answer.Line().Text("sourceRemoval")));
        Assert.Equal(left, _bench.Source.Packs.Where(static p => p is { KeyPackType: 2, ProductType: 1 }).Sum(static p => p.Total));
    }

    [Theory]
    [InlineData("quantity", new[] { 30, 31 })]
    [InlineData("packs", new[] { 30, 31 })]
    [InlineData("kind", new int[0])]
    public async Task Import_OfAPackOfJustThisSize_TakesThatOneWhereverItLies(string kindRemoved, int[] left)
    {
        _bench.World.Switches.KindRemoved = kindRemoved;
        _bench.Source.Packs = [Imports.RetailPack(30, 5), Imports.RetailPack(31, 20), Imports.RetailPack(32, 10)];
        _bench.World.Clearinghouse = static _ => new(Accepted: true, Pack: Imports.RetailPack(0, 10));

        var answer = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Retail()), Imports.Secrets);

        Assert.Equal(("Imported", "Removed"), (answer.LineState(), answer.Line().Text("sourceRemoval")));
        Assert.Equal(left, _bench.Source.Packs.Select(static p => p.RowId));
    }

    [Fact]
    public async Task Import_OfAPackBoughtInAnotherWay_TakesTheOneBoughtInTheSame()
    {
        _bench.Source.Packs = [Servers.Pack(30, 4, 1, 10), Imports.RetailPack(31, 10)];
        _bench.World.Clearinghouse = static _ => new(Accepted: true, Pack: Imports.RetailPack(0, 10));

        await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Retail()), Imports.Secrets);

        Assert.Equal(30, Assert.Single(_bench.Source.Packs).RowId);
    }

    [Theory]
    [InlineData("quantity", new[] { 31, 32 }, 20)]
    [InlineData("packs", new[] { 32 }, 10)]
    public async Task Import_OfASizeThatNoPackHas_BeginsWithTheLowestRow(string kindRemoved, int[] rows, long left)
    {
        _bench.World.Switches.KindRemoved = kindRemoved;
        _bench.Source.Packs = [Imports.RetailPack(31, 20), Imports.RetailPack(30, 5), Imports.RetailPack(32, 10)];
        _bench.World.Clearinghouse = static _ => new(Accepted: true, Pack: Imports.RetailPack(0, 15));

        await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Retail()), Imports.Secrets);

        Assert.Equal(rows, _bench.Source.Packs.Select(static p => p.RowId));
        Assert.Equal(left, _bench.Source.Packs.Sum(static p => p.Total));
    }

    [Fact]
    public async Task Import_FromASourceItCannotReach_LeavesItsPacks()
    {
        _bench.Target.Reaches = [];
        _bench.World.Clearinghouse = static _ => Imports.Sells();

        var answer = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement()), Imports.Secrets);

        Assert.Equal(("Imported", "SourceNotReachable"), (answer.LineState(), answer.Line().Text("sourceRemoval")));
        Assert.DoesNotContain(_bench.World.Effects, static effect => effect.Kind == "removedByImport");
    }

    [Theory]
    [InlineData("reached", true, true, "Removed")]
    [InlineData("notReached", true, true, "SourceNotReachable")]
    [InlineData("notReached", false, true, "SourceNotReachable")]
    [InlineData("notReached", true, false, "SourceNotReachable")]
    [InlineData("notReached", false, false, "Removed")]
    public async Task Import_InAWorkgroup_ReachesItsSourceOrNot(string position, bool isSourceInOne, bool isTargetInOne, string removal)
    {
        _bench.World.Switches.Workgroup = position;
        _bench.Source.Domain = isSourceInOne ? null : _bench.Source.Domain;
        _bench.Target.Domain = isTargetInOne ? null : _bench.Target.Domain;
        _bench.World.Clearinghouse = static _ => Imports.Sells();

        var answer = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement()), Imports.Secrets);

        Assert.Equal(("Imported", removal), (answer.LineState(), answer.Line().Text("sourceRemoval")));
    }

    [Theory]
    [InlineData("stay", 0, 0, 9)]
    [InlineData("go", 0, 9, 0)]
    [InlineData("go", 1, 0, 9)]
    public async Task Import_OfAPackWithIssuedCals_LeavesTheirRecordsOrTakesThemAlong(string position, int productType, long moved, long left)
    {
        _bench.World.Switches.Issued = position;
        var pack = Servers.Pack(30, 4, productType, 20, issued: 9);
        _bench.Source.Packs = [pack];
        _bench.World.Clearinghouse = _ => Imports.Sells(total: 20, productType: productType);

        await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement(quantity: 20)), Imports.Secrets);

        Assert.Empty(_bench.Source.Packs);
        Assert.Equal((moved, left), (_bench.Target.Packs[^1].Issued, pack.Issued));
    }

    [Fact]
    public async Task Import_OfTwoLines_TellsEachLinesOwnEvent()
    {
        _bench.World.Clearinghouse = question =>
        {
            // Between the two calls the source stops answering.
            if (_bench.World.Asked.Count == 2)
                _bench.Target.Reaches = [];
            return Imports.Sells(total: 10);
        };

        var answer = await _bench.RunAsync(
            Script.Import,
            _bench.Target,
            Imports.Input(Imports.Agreement(quantity: 10), Imports.Agreement("op-2", quantity: 10)),
            Imports.Secrets);

        Assert.Equal(("Removed", "SourceNotReachable"), (answer.Line(0).Text("sourceRemoval"), answer.Line(1).Text("sourceRemoval")));
    }
}
