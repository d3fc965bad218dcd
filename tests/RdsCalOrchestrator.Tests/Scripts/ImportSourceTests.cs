using RdsCalOrchestrator.Domain.Migrations;
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
    public async Task Import_OfNinety_LeavesTheSourceAsTheSwitchesSay(string removes, string kindRemoved, string events, string removal, long left)
    {
        (_bench.World.Switches.ImportRemoves, _bench.World.Switches.KindRemoved, _bench.World.Switches.Events) = (removes, kindRemoved, events);
        _bench.World.Clearinghouse = static _ => Imports.Sells(total: 90);

        var answer = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement(quantity: 90)), Imports.Secrets);

        Assert.Equal(("Imported", removal), (answer.LineState(), answer.Line().Text("sourceRemoval")));
        Assert.Equal(left, _bench.Source.Packs.Where(static p => p is { KeyPackType: 2, ProductType: 1 }).Sum(static p => p.Total));
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
            Script.Import, _bench.Target, Imports.Input(Imports.Agreement(quantity: 10), Imports.Agreement("op-2", quantity: 10)), Imports.Secrets);

        Assert.Equal(("Removed", "SourceNotReachable"), (answer.Line(0).Text("sourceRemoval"), answer.Line(1).Text("sourceRemoval")));
    }
}
