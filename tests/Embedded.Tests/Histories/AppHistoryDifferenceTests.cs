using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Histories;

/// <summary>
/// Histories that must fail, or the others prove nothing: recorded ones with a change that stands for a change of the app's code. What the
/// code does then differs from them as the code of a later build would.
/// </summary>
public sealed class AppHistoryDifferenceTests(AppHistories app) : IClassFixture<AppHistories>
{
    private readonly RecordedHistory _ended = AppHistories.Read("MigrateCals.automatic-proved.json");
    private readonly RecordedHistory _waiting = AppHistories.Read("AnswerWait.waiting.json");

    private int LastCall => _ended.Events.Max(static e => e.Task)!.Value;

    [Fact]
    public void Call_UnderAnotherName_IsFound()
    {
        var renamed = _ended.Events.Select(static e => e.Name == "Approve" ? e with { Name = "Confirm" } : e);
        AssertDiffers(
            _ended with { Events = [.. renamed] },
            """
            'tamarisk:tam-01:1' (MigrateCals, version 1.0) does not replay.
              The history completed with {"Migration":"tam-01","End":"Proved"}
              The code    failed: The replay differs at step 5: the history has activity 'Confirm', the code calls activity 'Approve'.
            """);
    }

    [Fact]
    public void Call_ThatTheCodeMakesNoMore_IsFound() => AssertDiffers(
        _ended with
        {
            Events = [.. _ended.Events, new RecordedEvent(EventKind.ActivityScheduled, LastCall + 1, "Audit", null, null)],
        },
        $"step {LastCall + 1}: the history has activity 'Audit', the code calls nothing.");

    [Fact]
    public void Call_ThatTheHistoryDoesNotHave_IsFound() => AssertDiffers(
        _ended with { Events = [.. _ended.Events.Where(e => e.Task != LastCall)] },
        $"step {LastCall}: the history has nothing, the code calls activity 'EndMigration'.");

    [Fact]
    public void Calls_InAnotherOrder_AreFound()
    {
        var first = _ended.Events.First(static e => e.Name == "Verify").Task;
        var second = _ended.Events.First(static e => e.Name == "CleanSource").Task;
        var swapped = _ended.Events.Select(e =>
            e.Task == first ? e with { Name = "CleanSource" } : e.Task == second ? e with { Name = "Verify" } : e);
        AssertDiffers(
            _ended with { Events = [.. swapped] },
            $"step {first}: the history has activity 'CleanSource', the code calls activity 'Verify'.");
    }

    [Fact]
    public void Timer_AtAnotherTime_IsFound()
    {
        var later = _waiting.Events.Select(static e => e.Kind == EventKind.TimerCreated ? e with { At = e.At!.Value.AddHours(1) } : e);
        AssertDiffers(_waiting with { Events = [.. later] }, "step 1: the history has timer until ");
    }

    [Fact]
    public void Code_ThatWaitsWhereTheHistoryEnds_IsFound() => AssertDiffers(
        _waiting with { Status = InstanceRecord.Completed },
        """
          The history completed with nothing
          The code    waits
        """);

    private void AssertDiffers(RecordedHistory changed, string how) => Assert.Contains(how, app.DifferenceOf(changed));
}
