using Embedded.CrashHost;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Crashes;

/// <summary>What must be found when the crash host has come to its end, whatever happened on the way.</summary>
internal static class HostOutcome
{
    private static readonly (string Instance, string Output, string[] Calls)[] Expected =
    [
        ("Anew", "anew-2", ["activity 'Effect'"]),
        ("Chain", "chain-1 chain-2 chain-3", ["activity 'Effect'", "activity 'Effect'", "activity 'Effect'"]),
        ("Child", "child", ["activity 'Effect'"]),
        ("Event", "go event on", ["activity 'Effect'"]),
        ("FanOut", "fan-1 fan-2 fan-3 fan-4", ["activity 'Effect'", "activity 'Effect'", "activity 'Effect'", "activity 'Effect'"]),
        ("Parent", "child", ["sub-orchestration 'Child'"]),
        ("Retry", "given up", ["activity 'Fail'", "timer", "activity 'Fail'", "timer", "activity 'Fail'", "timer"]),
        ("Timer", "timer-before timer-after", ["activity 'Effect'", "timer", "activity 'Effect'"]),
    ];

    private static readonly string[] Steps =
    [
        "anew-0", "anew-1", "anew-2", "chain-1", "chain-2", "chain-3", "child", "event", "fan-1", "fan-2", "fan-3", "fan-4", "retry",
        "timer-after", "timer-before",
    ];

    public static void AssertComplete(HostFiles files)
    {
        using var file = new EngineFile(files.Engine);
        var store = file.Store;
        foreach (var (instance, output, calls) in Expected)
        {
            var record = store.Find(instance)!;
            Assert.Equal((instance, InstanceRecord.Completed, Payload.Write(output)), (record.Id, record.Status, record.Output));
            AssertOnce(store.History(instance), calls);
        }

        var (activities, messages) = store.Unfinished();
        Assert.Empty(activities);
        Assert.Empty(messages);
        // A step that was begun twice under two keys would be in the journal twice.
        Assert.Equal(Steps, files.Journal.Select(static e => e.Step).Order(StringComparer.Ordinal));
        Assert.Equal(files.Journal.Order(), files.Effects.Distinct().Order());
    }

    /// <summary>Every call is in the history once, in order, with one answer.</summary>
    private static void AssertOnce(IReadOnlyList<HistoryEvent> history, string[] calls)
    {
        var scheduled = history.Where(static e => e.IsCall).ToList();
        Assert.Equal(calls, scheduled.Select(static e => e.Kind == EventKind.TimerCreated ? "timer" : e.ToString()));
        Assert.Equal(Enumerable.Range(0, calls.Length).Select(static n => (int?)n), scheduled.Select(static e => e.Task));
        var answers = history.Where(static e => !e.IsCall && e.Task is not null).Select(static e => e.Task).Order();
        Assert.Equal(scheduled.Select(static e => e.Task), answers);
        Assert.Single(history, static e => e.Kind == EventKind.ExecutionStarted);
    }
}
