using RdsCalOrchestrator.Domain.Migrations;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

public sealed class RemoveTests : IDisposable
{
    private const string Hundred = "2|1|4|100|never|C50-6.02-S";
    private const string Twenty = "2|1|4|20|never|C50-6.02-S";
    private const string Devices = "2|0|4|25|never|C50-6.02-S";

    private readonly ScriptBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Remove_OfWholePacks_TakesThemAndNothingElse()
    {
        var answer = await RemoveAsync([Row(3, Hundred, 100), Row(4, Twenty, 20)], [Devices]);

        Assert.Equal(["Removed", "Removed"], answer.RowStates());
        Assert.Equal([2, 5, 10], _bench.Source.Packs.Select(static p => p.RowId));
        Assert.Equal("[[4,0,25,0,1]]", answer.Result.GetProperty("after").GetRawText());
        Assert.Equal("Removed", _bench.Receipt(_bench.Source, "op-1.remove").Text("state"));
    }

    [Fact]
    public async Task Remove_OfAPartOfAPack_LeavesTheRest()
    {
        var answer = await RemoveAsync([Row(3, Hundred, 40)], []);

        var row = answer.Result.GetProperty("rows")[0];
        Assert.Equal(
            ("Removed", "RemoveLicensesWithIdCount", 60),
            (row.Text("state"), row.Text("call"), row.GetProperty("left").GetInt32()));
    }

    [Fact]
    public async Task Remove_SentTwice_TakesNothingMoreAndSaysThatItIsDone()
    {
        await RemoveAsync([Row(3, Hundred, 40), Row(4, Twenty, 20)], []);
        _bench.World.Effects.Clear();

        var again = await RemoveAsync([Row(3, Hundred, 40), Row(4, Twenty, 20)], []);

        Assert.Equal(["Removed", "AlreadyAbsent"], again.RowStates());
        Assert.Empty(_bench.World.Effects);
    }

    [Fact]
    public async Task Remove_WhenOneRowHasChanged_TakesNothing()
    {
        var answer = await RemoveAsync([Row(4, Twenty, 20), Row(3, "2|1|4|90|never|C50-6.02-S", 90)], []);

        Assert.Equal(["Present", "Changed"], answer.RowStates());
        Assert.Empty(_bench.World.Effects);
    }

    [Fact]
    public async Task Remove_WhenWhatMustStayIsMissing_TakesNothing()
    {
        var answer = await RemoveAsync([Row(4, Twenty, 20)], [Devices, Devices]);

        Assert.Equal([Devices], answer.Result.GetProperty("mustStayMissing").EnumerateArray().Select(static f => f.GetString()));
        Assert.Empty(_bench.World.Effects);
    }

    [Fact]
    public async Task Remove_OfOneOfTwoEqualPacks_WantsTheOtherToBeThere()
    {
        var alone = await RemoveAsync([Row(4, Twenty, 20)], [Twenty]);
        _bench.Source.Packs = [.. _bench.Source.Packs, Servers.Pack(6, 4, 1, 20)];
        var both = await RemoveAsync([Row(4, Twenty, 20)], [Twenty]);

        Assert.Equal(["Present"], alone.RowStates());
        Assert.Equal(["Removed"], both.RowStates());
        Assert.Contains(_bench.Source.Packs, static p => p.RowId == 6);
    }

    [Fact]
    public async Task Remove_OfARowThatIsGone_GoesOnWithTheOthers()
    {
        var answer = await RemoveAsync([Row(99, Hundred, 100), Row(4, Twenty, 20)], []);

        Assert.Equal(["AlreadyAbsent", "Removed"], answer.RowStates());
    }

    [Fact]
    public async Task Remove_KilledAfterARemoval_FinishesTheRestLater()
    {
        using var kill = new CancellationTokenSource();
        _bench.World.AfterEffect = kill.Cancel;
        await _bench.RunKilledAsync(Script.Remove, _bench.Source, Input([Row(3, Hundred, 100), Row(4, Twenty, 20)], []), null, kill);
        _bench.World.AfterEffect = static () => { };

        var answer = await RemoveAsync([Row(3, Hundred, 100), Row(4, Twenty, 20)], []);

        Assert.Equal(["AlreadyAbsent", "Removed"], answer.RowStates());
        Assert.Equal(120, _bench.World.Effects.Sum(static effect => effect.Count));
    }

    private Task<ScriptAnswer> RemoveAsync(object[] rows, string[] mustStay) =>
        _bench.RunAsync(Script.Remove, _bench.Source, Input(rows, mustStay));

    private static object Input(object[] rows, string[] mustStay) => new
    {
        purpose = "cleanUp",
        approval = new { id = "ap-1", by = "ines", planHash = "c1d9" },
        proof = new { run = "rc-m-1-import-1" },
        rows,
        mustStay,
    };

    private static object Row(int rowId, string fingerprint, int remove) => new { operation = "op-1", rowId, fingerprint, remove };
}
