using System.Text.Json;
using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Functions.Scripts;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations;

/// <summary>A migration has up to 50 lines, a script's answer 3,000 bytes and a tag 256 characters: what is too much for one run is done by several.</summary>
public sealed class ManyRowsTests
{
    private const int MostLines = 8;
    private const int MostRows = 15;
    private const int MostOperations = 6;

    [Fact]
    public void Removal_OfManyLines_TakesAsManyAsATagHolds()
    {
        var decision = Next(Soaked([.. Enumerable.Range(1, 12).Select(static n => Some.Line(n, Some.Pack(100 + n, 10)))]));

        Assert.Equal(Enumerable.Range(1, MostLines), Assert.Single(decision.Runs).Lines.Select(static l => l.Line));
    }

    [Fact]
    public void Removal_OfALineWithManyRows_GoesOnUntilAllAreGone()
    {
        var packs = Enumerable.Range(1, 20).Select(static n => Some.Pack(100 + n, 10)).ToArray();
        var story = Soaked([Some.Line(1, packs)]);

        var first = Rows(story);
        Assert.Equal(packs.Take(MostRows).Select(static p => p.RowId), first);
        story = Remove(story, first, packs[MostRows..]);
        var second = Rows(story);
        Assert.Equal(packs.Skip(MostRows).Select(static p => p.RowId), second);
        Assert.Equal(Do.GoOn, Next(Remove(story, second, [])).Do);
    }

    [Fact]
    public void Removal_ThatRemovedNothing_IsNotTriedForEver()
    {
        var packs = Enumerable.Range(1, 20).Select(static n => Some.Pack(100 + n, 10)).ToArray();
        var story = Soaked([Some.Line(1, packs)]);

        Assert.Equal(Do.GoOn, Next(Remove(story, Rows(story), packs, "Refused")).Do);
    }

    [Fact]
    public void Inspect_AsksForTheReceiptsOfAFewOperationsAndOnlyWithTheFirstPage()
    {
        var story = Soaked([.. Enumerable.Range(1, 12).Select(static n => Some.Line(n, Some.Pack(100 + n, 10)))]);

        Assert.Equal(MostOperations, Input(story, 0).GetProperty("operations").GetArrayLength());
        Assert.False(Input(story, 20).TryGetProperty("operations", out _));
    }

    private static JsonElement Input(Story story, int page) => JsonDocument.Parse(ScriptRequest.Build(
        story.Told, new PlannedRun(Script.Inspect, Side.Target), "rc-1", story.Now, page)).RootElement.GetProperty("input");

    private static Story Soaked(PlannedLine[] lines)
    {
        var before = lines.SelectMany(static l => l.Covers).ToArray();
        var story = new Story().Reads(Side.Target, Some.Old).Reads(Side.Source, before).Plans([], lines);
        foreach (var line in lines)
            story.Imports(line.Number, LineResult.Imported, [Created(line)]);
        return Read(story.Answers(AskKind.HostsAttestation).After(TimeSpan.FromDays(2)), before);
    }

    private static Story Read(Story story, LicenseKeyPack[] source) =>
        story.Reads(Side.Target, [Some.Old, .. story.Told.Lines.Select(static l => Created(l.Line))]).Reads(Side.Source, source);

    private static Story Remove(Story story, IReadOnlyList<int> rows, LicenseKeyPack[] left, string state = "Removed") =>
        Read(story.Removes(1, rows, state), left);

    private static LicenseKeyPack Created(PlannedLine line) => Some.Pack(500 + line.Number, line.Cals);

    private static IReadOnlyList<int> Rows(Story story)
    {
        var request = ScriptRequest.Build(story.Told, Assert.Single(Next(story).Runs), "rc-1", story.Now, 0);
        return [.. JsonDocument.Parse(request).RootElement.GetProperty("input").GetProperty("rows").EnumerateArray().Select(static r => r.GetProperty("rowId").GetInt32())];
    }

    private static Decision Next(Story story) => CleanSourceStep.Next(story.Told, story.Attempt, story.Now);
}
