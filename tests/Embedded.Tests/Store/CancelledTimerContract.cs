using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Store;

/// <summary>A cancelled timer is gone, and no other.</summary>
public abstract class CancelledTimerContract(bool isOnFile) : StoreContract(isOnFile)
{
    [Fact]
    public void Timer_ThatIsCancelled_IsNeverDue()
    {
        Start();
        Start("Other");
        foreach (var id in new[] { "I", "Other" })
        {
            NewMessage Timer(int task) =>
                new(id, $"{id}-1", new HistoryEvent(EventKind.TimerFired, task, $"{task}"), Noon.AddMinutes(task));
            Store.Write(new Checkpoint(Store.Find(id)!)
            {
                After = Step(id).After,
                Taken = Step(id).Taken,
                Messages = [Timer(1), Timer(2)],
            }, Noon);
        }

        Store.Write(new Checkpoint(Store.Find("I")!) { After = Step().After, CancelledTimers = [1] }, Noon);
        Assert.Equal(["2"], NamesDue(minutes: 9));
        Assert.Equal(["1", "2"], NamesDue("Other", minutes: 9));
    }
}

public sealed class CancelledTimerOnFileTests() : CancelledTimerContract(isOnFile: true);

public sealed class CancelledTimerInMemoryTests() : CancelledTimerContract(isOnFile: false);
