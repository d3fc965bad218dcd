using System.Text.Json;
using RdsCalOrchestrator.Scenarios.FaultRuns.Plan;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.FaultRuns.Checks;

/// <summary>Each checker speaks up about the run it is there for, and says nothing of one in which all went well.</summary>
public sealed class CheckTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
    private static readonly RunPack Pack = new(3, "select", "2016", 5, 1, 25, "4180725");
    private static readonly PackRow OnSource = new(3, 2, 5, 1, 25);
    private static readonly PackRow OnTarget = new(20, 2, 5, 1, 25);
    private static readonly ScriptExecution Import = Execution(1, "NEW-1", "rc-m-1-import-t-1", 2, 4);
    private static readonly ScriptExecution Removal = Execution(2, "OLD-1", "rc-m-1-remove-s-1", 10, 12);
    private static readonly EffectEntry Imported = new(3, At(3), "NEW-1", "imported", 25, OnTarget, Import);
    private static readonly EffectEntry Removed = new(11, At(11), "OLD-1", "removed", 25, OnSource, Removal);

    [Fact]
    public void RunInWhichAllWentWell_IsSilent() => Assert.Empty(FaultRunResult.Of(Run()).Violations);

    [Fact]
    public void SecondRowOfAPack_IsTold()
    {
        var again = Imported with { Sequence = 8, Server = "NEW-2", By = Execution(3, "NEW-2", "rc-m-2-import-t-1", 7, 9) };

        AssertTold("imported 2 times", ImportedOnce.Check(Run(effects: [Imported, again, Removed])));
    }

    [Fact]
    public void MoreCalsThanWereBought_AreTold() =>
        AssertTold("hold 50 CALs", ImportedOnce.Check(Run(onTarget: [OnTarget, OnTarget with { RowId = 21 }])));

    [Fact]
    public void RemovalWithoutARow_IsTold() => AssertTold("no target had got", RemovedAfterVerified.Check(Run(effects: [Removed])));

    [Theory]
    [InlineData(2)]
    [InlineData(11)]
    public void RemovalWithoutAReadingInBetween_IsTold(int readAt) =>
        AssertTold("before their row 20 had been read", RemovedAfterVerified.Check(Run(readAt: readAt)));

    [Fact]
    public void RemovalByAnImportThatNobodyApproved_IsTold() =>
        AssertTold("no approved plan covered", RemovedByImportCovered.Check(Run(effects: [Imported, TakenByImport], approved: "another plan")));

    [Fact]
    public void RemovalByAnImportThatNothingTells_IsTold() =>
        AssertTold("Nothing tells", RemovedByImportCovered.Check(Run(effects: [Imported, TakenByImport], line: "Waiting")));

    [Fact]
    public void TwoChangesAtOnce_AreTold()
    {
        var early = Execution(3, "NEW-1", "rc-m-2-import-t-1", 3, 5);

        AssertTold("while rc-m-1-import-t-1 was running", OneChangeAtATime.Check(Run(executions: [Import, early, Removal])));
    }

    [Theory]
    [InlineData("null", "has not ended")]
    [InlineData("\"Faulted\"", "ended Faulted")]
    [InlineData("\"Owing\"", "no finding says")]
    [InlineData("\"Somehow\"", "is no end")]
    public void EndWithoutAName_IsTold(string end, string told) => AssertTold(told, EndsAreNamed.Check(Run(end: end)));

    [Fact]
    public void ProvedWithoutARow_IsTold() => AssertTold("ended Proved", VerdictsAreTrue.Check(Run(onTarget: [])));

    [Fact]
    public void WhatStillRuns_IsTold()
    {
        var run = Run(unfinished: "rc-m-1-import-t-1") with
        {
            Instances = [new EngineInstance("quill:m-1:1", "Running", null)],
            NextTimerDue = Start,
        };

        Assert.Equal(3, NothingLeft.Check(run).Count());
        AssertTold("A script still runs", NothingLeft.Check(Run(executions: [Import with { Ended = null }])));
        AssertTold("still claims", NothingLeft.Check(Run(claimedBy: "rc-m-1-remove-s-2")));
    }

    private static EffectEntry TakenByImport => Removed with { Sequence = 4, Kind = "removedByImport", By = Import };

    private static RunSeen Run(
        IReadOnlyList<EffectEntry>? effects = null,
        IReadOnlyList<ScriptExecution>? executions = null,
        IReadOnlyList<PackRow>? onTarget = null,
        int readAt = 6,
        string approved = "hash",
        string line = "Imported",
        string end = "\"Proved\"",
        string? unfinished = null,
        string claimedBy = "rc-m-1-remove-s-1")
    {
        var source = new RunSource("old-1", "reachable", [Pack]);
        var migration = new RunMigration("m-1", source, "new-1", "reachable", "replacing", "automatic", 0);
        var plan = new FaultPlan(
            1, new AssumptionSwitches(), [source], [new RunTarget("new-1", true, [], null)], [migration], [], [], true, "park", false, 1);
        return new RunSeen(
            plan,
            new EstateHistory(effects ?? [Imported, Removed], executions ?? [Import, Removal]),
            [
                new MachineSeen("OLD-1", [], [], []),
                new MachineSeen("NEW-1", onTarget ?? [OnTarget], unfinished is null ? [] : [unfinished], []),
            ],
            new Dictionary<string, Journal>
            {
                ["quill/migration/m-1"] = Migration(readAt, approved),
                ["quill/server/old-1"] = new([Entry("ChangeClaimed", 9, $$"""{"migration":"m-1","run":"{{claimedBy}}"}""")]),
            },
            [
                Json($$"""
                    {"migration":"m-1","state":"Closed","end":{{end}},"findings":[],"lines":[{"line":1,"cals":25,"state":"{{line}}"}]}
                    """),
            ],
            [new EngineInstance("quill:m-1:1", "Completed", null)],
            null,
            false,
            Start);
    }

    private static Journal Migration(int readAt, string approved) => new(
    [
        Entry("Planned", 0, """{"plan":{"hash":"hash","sourceState":"Reachable","lines":[{"cals":25,"covers":[{"rowId":3,"total":25}]}]}}"""),
        Entry("Approved", 1, $$"""{"planHash":"{{approved}}"}"""),
        Entry("RunNamed", 5, """{"run":"rc-m-1-inspect-t-2","script":"Inspect","side":"Target"}"""),
        Entry("ScriptEnded", readAt, """{"run":"rc-m-1-inspect-t-2","outcome":{"result":{"packs":[[20,2,1,5,25,0,"never","C50-10.00-S"]]}}}"""),
        Entry("ScriptEnded", 12, """{"run":"rc-m-1-remove-s-1","outcome":{}}"""),
    ]);

    private static void AssertTold(string what, IEnumerable<string> violations) =>
        Assert.Contains(violations, v => v.Contains(what, StringComparison.Ordinal));

    private static ScriptExecution Execution(int number, string machine, string run, int began, int ended) =>
        new(number, machine, run, new Moment(began, At(began)), new Moment(ended, At(ended)), ScriptEnd.Ended);

    private static JournalEntry Entry(string kind, int at, string content) => new(kind, At(at), Json(content));

    private static DateTimeOffset At(int minute) => Start + TimeSpan.FromMinutes(minute);

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
