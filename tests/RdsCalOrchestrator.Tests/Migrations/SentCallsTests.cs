using System.Text.Json;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Domain.Packs;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations;

/// <summary>Which run the receipt on the server must know, and when a call may be made again.</summary>
public sealed class SentCallsTests
{
    private static readonly OperationId Operation = new("op-1");
    private static readonly PlannedRun Import = new(Script.Import, Side.Target, new RunLine(1, Operation, null, false));

    private static Story Planned => new Story().Reads(Side.Target, Some.Old).Reads(Side.Source, Some.Moving).Plans([], Some.Line(1, Some.Moving));

    private static ScriptOutcome NotStarted => new ScriptOutcome.NotStarted(Catalogue.GateClosed("run", "Why."));

    [Theory]
    [InlineData(FrameOutcome.Busy, "null", false)]
    [InlineData(FrameOutcome.NotThisServer, "null", false)]
    [InlineData(FrameOutcome.Expired, "null", false)]
    [InlineData(FrameOutcome.BadRequest, "null", false)]
    [InlineData(FrameOutcome.Failed, "null", true)]
    [InlineData(FrameOutcome.Failed, """{"began":true}""", true)]
    [InlineData(FrameOutcome.Failed, """{"began":false}""", false)]
    [InlineData(FrameOutcome.Ok, """{"lines":[{"operation":"op-1","state":"Imported"}]}""", true)]
    [InlineData(FrameOutcome.Ok, """{"lines":[{"operation":"op-1","state":"Refused"}]}""", true)]
    [InlineData(FrameOutcome.Ok, """{"lines":[{"operation":"op-1","state":"Unknown"}]}""", true)]
    [InlineData(FrameOutcome.Ok, """{"lines":[{"operation":"op-1","state":"Skipped"}]}""", false)]
    [InlineData(FrameOutcome.Ok, """{"lines":[{"operation":"op-1","state":"NotApplied"}]}""", false)]
    [InlineData(FrameOutcome.Ok, """{"lines":[{"operation":"op-1","state":"NoReceipt"}]}""", false)]
    [InlineData(FrameOutcome.Ok, """{"lines":[{"operation":"op-2","state":"Skipped"}]}""", true)]
    [InlineData(FrameOutcome.Ok, "{}", true)]
    public void Answer_ProvesThatNothingWasDone_OnlyWhereTheScriptSaysSo(FrameOutcome frame, string result, bool mayHaveCalled)
    {
        var story = Planned.Sends(Import).Ends(Answered(frame, result));

        Assert.Equal(mayHaveCalled, SentCalls.Last(story.Told, Operation) is not null);
    }

    [Fact]
    public void Run_NeverSentOrRefusedByAzure_DidNothing() => Assert.Null(SentCalls.Last(Planned.Sends(Import).Ends(NotStarted).Told, Operation));

    [Fact]
    public void Run_WithoutAnAnswer_MayHaveCalled_AndTheNextIsToldOfIt()
    {
        var story = Planned.Sends(Import);
        var first = story.LastRun;
        Assert.Equal(first, SentCalls.Last(story.Told, Operation)!.Named.Run);

        story.GetsNoAnswer().Sends(Import);

        var line = Line(story);
        Assert.Equal(first, line.GetProperty("lastSent").GetString());
        Assert.Equal([Some.Old.RowId], line.GetProperty("knownRows").EnumerateArray().Select(static r => r[0].GetInt32()));
    }

    [Fact]
    public void Line_FirstSent_IsToldOfNoRunAndNoRows()
    {
        var line = Line(Planned.Sends(Import));

        Assert.Equal(JsonValueKind.Null, line.GetProperty("lastSent").ValueKind);
        Assert.False(line.TryGetProperty("knownRows", out _));
    }

    [Fact]
    public void KnownRows_AreThoseReadBeforeTheLineWasFirstSent_AndThoseOfOtherLines()
    {
        var own = Some.Pack(20, 120);
        var story = new Story().Reads(Side.Target, Some.Old).Plans([], Some.Line(1, Some.Moving), Some.Line(2, Some.Staying))
            .Imports(2, LineResult.Imported, [Some.Pack(19, 33)]).Reads(Side.Target, Some.Old, Some.Pack(17, 120))
            .Sends(Import).GetsNoAnswer().Reads(Side.Target, Some.Old, own).Sends(Import);

        Assert.Equal([9, 17, 19], Line(story).GetProperty("knownRows").EnumerateArray().Select(static r => r[0].GetInt32()).Order());
    }

    [Fact]
    public void Line_ThatAnotherMigrationSent_IsToldOfItsRun()
    {
        var other = new Story(id: "m-2").Plans([], Some.Line(1, Some.Moving)).SendsImport(1);
        var stranger = new Story(id: "m-3").Plans([], Some.Line(2, Some.Staying)).SendsImport(2);

        var story = Planned.Notes(stranger, other).Sends(Import);

        Assert.Equal(other.LastRun, Line(story).GetProperty("lastSent").GetString());
        Assert.Equal([new SentElsewhere(Operation, other.LastRun)], story.Told.Elsewhere.Sent!);
    }

    [Fact]
    public void Elsewhere_OfAnOldJournal_IsTheSameAsWithNothingSent() => Assert.Equal(new Elsewhere([], [], []), new Elsewhere([], [], [], []));

    [Fact]
    public void Gate_RefusesARunThatWasNamedBeforeAnotherWasSent()
    {
        var story = Planned.Writes([new KeyedEntry("owed", new Entry.ObligationOpened("ines", DateTimeOffset.MaxValue))]);
        var early = story.Named(Import);
        story.Sends(Import);

        Assert.Null(Gate.Forbids(story.Told, story.Told.Runs[story.LastRun], story.Now));
        Assert.Equal("RUN-NOT-ALLOWED", Gate.Forbids(story.Told, story.Told.Runs[early], story.Now)!.Id);
        story.Ends(NotStarted);
        Assert.Null(Gate.Forbids(story.Told, story.Told.Runs[early], story.Now));
    }

    [Theory]
    [InlineData(LineResult.NotApplied)]
    [InlineData(LineResult.Refused)]
    public void Repeat_IsAllowedByAJudgement_UntilARunAfterItMayHaveCalled(LineResult said)
    {
        var story = Planned.Imports(1, said, []).IsSwitched(1).After(TimeSpan.FromHours(1));
        Assert.True(Next(story).IsRepeat);

        story.Sends(Import).GetsNoAnswer();

        Assert.False(Next(story).IsRepeat);
    }

    [Fact]
    public void Repeat_IsStillAllowed_AfterARunThatDidNothing()
    {
        var story = Planned.Imports(1, LineResult.NotApplied, []).After(TimeSpan.FromHours(1)).Sends(Import)
            .Ends(Answered(FrameOutcome.Expired, "null"));

        Assert.True(Next(story).IsRepeat);
    }

    private static RunLine Next(Story story) => Assert.Single(Assert.Single(RunMigrationStep.Next(story.Told, story.Attempt, story.Now).Runs).Lines);

    private static JsonElement Line(Story story) =>
        JsonElement.Parse(story.Told.Runs[story.LastRun].Named.Request).GetProperty("input").GetProperty("lines")[0];

    private static ScriptOutcome Answered(FrameOutcome frame, string result)
    {
        var none = JsonElement.Parse("{}");
        return new ScriptOutcome.Answered(frame, none, JsonElement.Parse(result), none);
    }
}
