using System.Text.Json;
using RdsCalOrchestrator.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.Kills;

/// <summary>
/// The demo's processes killed with SIGKILL at several moments, and the same command each time after: the ends and the simulator's counts are
/// those of a run that nobody disturbed.
/// </summary>
public sealed class KillSeriesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task App_KilledAtSeveralMoments_GoesOnToTheSameEnds()
    {
        using var data = new TemporaryFolder();
        foreach (var moment in new[] { "accepted", "planning", "asks", "importing", "keyPackId", "owing", "Proved" })
        {
            using var killed = new DemoProcess(data.Path);
            await killed.KillAtAsync(moment, Cancellation);
        }

        await AssertGoesOnAsync(data.Path);
    }

    [Fact]
    public async Task Estate_LosingItsPowerAtSeveralMoments_GoesOnToTheSameEnds()
    {
        using var data = new TemporaryFolder();
        foreach (var moment in new[] { "planning", "importing", "owing" })
        {
            using var cut = new DemoProcess(data.Path);
            Assert.Equal(2, await cut.CutPowerAtAsync(moment, Cancellation));
        }

        await AssertGoesOnAsync(data.Path);
    }

    private static async Task AssertGoesOnAsync(string data)
    {
        using var last = new DemoProcess(data);
        Assert.True(await last.EndAsync(Cancellation) == 0, last.Said);

        var results = await JsonAsync(DemoProcess.ResultFile(data));
        var expected = (await JsonAsync(Path.Combine(ScenarioSetup.SampleFolder, "batch.expected.json"))).EnumerateArray()
            .ToDictionary(static e => e.Text("migration"), static e => (Ends: e.Text("ends"), Moves: Moves(e)));
        var estate = EstateFile.Read(Path.Combine(data, "simulator"))!;
        Assert.Equal(
            expected.Select(static e => $"{e.Key} {e.Value.Ends}").Order(),
            results.EnumerateArray().Select(static r => $"{r.Text("migration")} {r.Text("end")}").Order());
        foreach (var target in results.EnumerateArray().GroupBy(static r => r.GetProperty("target").Text("server")))
        {
            var moved = target.Sum(r => expected[r.Text("migration")].Moves);
            var counted = target.First().GetProperty("target");
            Assert.Equal(moved, Total(counted, "after") - Total(counted, "before"));
            Assert.Equal(moved, Imported(estate, target.Key));
        }

        var proved = results.EnumerateArray().Where(static r => r.Text("end") == "Proved");
        Assert.All(proved, static r => Assert.Equal(0, Total(r.GetProperty("source"), "after")));
    }

    private static long Moves(JsonElement row) => row.GetProperty("moves").EnumerateObject().Sum(static m => m.Value.GetInt64());

    private static long Total(JsonElement server, string when) =>
        server.GetProperty(when) is { ValueKind: JsonValueKind.Array } kinds
            ? kinds.EnumerateArray().Sum(static k => k.GetProperty("total").GetInt64())
            : 0;

    /// <summary>CALs of all imports that were ever applied to a server, whatever became of them.</summary>
    private static long Imported(EstateState estate, string server) =>
        estate.Effects.Select(static e => e.Effect)
            .Where(e => e.Kind == "imported" && string.Equals(e.Server, server, StringComparison.OrdinalIgnoreCase))
            .Sum(static e => e.Count);

    private static async Task<JsonElement> JsonAsync(string file) =>
        JsonDocument.Parse(await File.ReadAllTextAsync(file, Cancellation)).RootElement;
}
