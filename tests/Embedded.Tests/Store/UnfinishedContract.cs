using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Store;

/// <summary>Whoever opens the store finds all that is to be gone on with.</summary>
public abstract class UnfinishedContract(bool isOnFile) : StoreContract(isOnFile)
{
    [Fact]
    public void Store_OpenedAgain_TellsWhatIsUnfinished()
    {
        Start("Pending");
        Start("Later", Noon.AddDays(1));
        Start();
        var timer = new NewMessage("I", "I-1", new HistoryEvent(EventKind.TimerFired, 7), Noon.AddHours(1));
        var step = new Checkpoint(Store.Find("I")!)
        {
            After = Step().After,
            Taken = Step().Taken,
            Events = [Event("e")],
            Messages = [timer],
            Activities = [new NewActivity(0, "A", null), new NewActivity(1, "B", null)],
        };
        var (scheduled, _) = Store.Write(step, Noon);
        var next = Reopened();
        var (activities, messages) = next.Unfinished();
        Assert.Equal(scheduled, activities);
        Assert.Equal([("Pending", null, null), ("Later", Noon.AddDays(1), null), ("I", Noon.AddHours(1), 7)], messages);
        Assert.Equal(Store.Find("I"), next.Find("I"));
        Assert.Equal(Store.History("I"), next.History("I"));
    }
}

public sealed class UnfinishedOnFileTests() : UnfinishedContract(isOnFile: true);

public sealed class UnfinishedInMemoryTests() : UnfinishedContract(isOnFile: false);
