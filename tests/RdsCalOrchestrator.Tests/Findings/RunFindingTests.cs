using System.Text.Json;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Tests.Scripts;
using Xunit;

namespace RdsCalOrchestrator.Tests.Findings;

/// <summary>What a run that went wrong says of its server.</summary>
public sealed class RunFindingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 20, 0, 0, TimeSpan.Zero);
    private static readonly Attempt First = new(new("alpha"), new("m-1"), 1);

    [Theory]
    [InlineData(FrameOutcome.NotThisServer, "[]", "LS-IDENTITY-CHANGED")]
    [InlineData(FrameOutcome.Busy, "[]", "RUN-SERVER-BUSY")]
    [InlineData(FrameOutcome.Failed, """[{"code":"WMI-0x80041014","at":"Win32_TSLicenseServer","text":"irgendwas"}]""", "LS-NOT-RUNNING")]
    [InlineData(FrameOutcome.Failed, """[{"code":"RDS-ERROR","at":"Import"},{"code":"WMI-0x80041099","at":"Import"}]""", "LS-WMI-ERROR")]
    [InlineData(FrameOutcome.Failed, """[{"code":"RDS-PROVIDER-EMPTY","at":"productId"}]""", "LS-PROVIDER-UNUSABLE")]
    [InlineData(FrameOutcome.Failed, """[{"code":"RDS-NO-BACKUP","at":"backup"}]""", "LS-BACKUP-FAILED")]
    [InlineData(FrameOutcome.Failed, """[{"code":"RDS-FRAME-TOO-LONG","at":"Import"}]""", "RUN-SCRIPT-FAILED")]
    [InlineData(FrameOutcome.Failed, "null", "RUN-SCRIPT-FAILED")]
    [InlineData(FrameOutcome.Expired, "[]", "RUN-SCRIPT-FAILED")]
    public void Run_ThatEndedSo_IsTheFindingOfItsCause(FrameOutcome frame, string problems, string id)
    {
        var migration = Told(Script.Activate, Answered(frame, "{}", problems));

        Assert.Equal(id, RunProblems.Of(migration, migration.Runs["rc-1"])?.Id);
    }

    [Fact]
    public void Activation_RefusedWithNobodyToAsk_BlocksTheAttempt()
    {
        var migration = Told(Script.Activate, Answered(FrameOutcome.Ok, """{"state":"Refused"}""", "[]"));

        var end = Assert.IsType<MigrationEnd.Blocked>(ActivateTargetStep.Next(migration, First).End);

        Assert.Equal("LS-ACTIVATION-REFUSED", Assert.Single(end.Findings).Id);
    }

    [Theory]
    [InlineData(FrameOutcome.NotThisServer, """{"activation":0}""", "LS-IDENTITY-CHANGED")]
    [InlineData(FrameOutcome.Ok, """{"role":{"installed":true,"service":"Running"},"can":{},"activation":1,"packs":[],"packCount":0,"next":null}""", "LS-ACTIVATION-REFUSED")]
    public void TargetThatIsNotActivatedAfterAll_BlocksTheAttempt(FrameOutcome frame, string read, string id)
    {
        var activated = Told(Script.Activate, Answered(FrameOutcome.Ok, """{"state":"Activated"}""", "[]"));
        var inspect = Assert.Single(ActivateTargetStep.Next(activated, First).Runs);
        Assert.Equal((Script.Inspect, Side.Target), (inspect.Script, inspect.Side));

        var again = Told(
            Script.Activate, Answered(FrameOutcome.Ok, """{"state":"Activated"}""", "[]"),
            new Entry.RunNamed(
                "rc-2", 2, Script.Inspect, Side.Target, 1, [], """{"input":{"page":{"offset":0,"limit":20}}}""", TimeSpan.FromMinutes(10)),
            new Entry.ScriptStarted("rc-2", "westeurope"),
            new Entry.ScriptEnded("rc-2", Answered(frame, read, "[]")));

        var end = Assert.IsType<MigrationEnd.Blocked>(ActivateTargetStep.Next(again, First).End);
        Assert.Equal(id, Assert.Single(end.Findings).Id);
    }

    private static ScriptOutcome Answered(FrameOutcome frame, string result, string problems) => new ScriptOutcome.Answered(
        frame, JsonDocument.Parse("{}").RootElement, JsonDocument.Parse(result).RootElement, JsonDocument.Parse(problems).RootElement);

    private static Migration Told(Script script, ScriptOutcome outcome, params Entry[] more)
    {
        var plan = new MigrationPlan("hash", SourceState.Reachable, [], null, null, [], ActivationWay.Automatic, []);
        IReadOnlyList<Entry> entries =
        [
            new Entry.Accepted(RunBench.Request() with { Policy = new Policy { Fallback = null } }, null),
            new Entry.AttemptRequested(1),
            new Entry.AttemptBegun(1),
            new Entry.Planned(plan, 1),
            new Entry.RunNamed(
                "rc-1", 1, script, Side.Target, 1, [new RunLine(0, new("op-1"), null, IsRepeat: false)], "{}", TimeSpan.FromMinutes(10)),
            new Entry.ScriptStarted("rc-1", "westeurope"),
            new Entry.ScriptEnded("rc-1", outcome),
            .. more,
        ];
        return Migration.From([.. entries.Select(static (e, i) => new Recorded($"{i}", Now, "test", e))])!;
    }
}
