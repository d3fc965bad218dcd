using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Store;

/// <summary>Messages come in the order they were written, timers after them in the order they are due.</summary>
public abstract class MessageOrderContract(bool isOnFile) : StoreContract(isOnFile)
{
    [Fact]
    public void Messages_OfAnInstance_ComeInTheOrderTheyWereWritten()
    {
        Start();
        Start("Other");
        foreach (var name in new[] { "b", "a", "c" })
            Store.TryRaise("I", Event(name));
        Assert.Equal(["Orchestrator", "b", "a", "c"], NamesDue());
        Assert.Equal(["Orchestrator"], NamesDue("Other"));
    }

    [Fact]
    public void Timers_ThatAreDue_ComeByTheirTimesAfterTheRest()
    {
        Start();
        NewMessage Timer(int minute) =>
            new("I", "I-1", new HistoryEvent(EventKind.TimerFired, minute, $"{minute}"), Noon.AddMinutes(minute));
        Store.Write(new Checkpoint(Store.Find("I")!)
        {
            After = Step().After,
            Taken = Step().Taken,
            Messages = [Timer(3), Timer(1), Timer(2)],
        }, Noon);
        Store.TryRaise("I", Event("go"));
        Assert.Equal(["go", "1", "2"], NamesDue(minutes: 2));
    }

    [Fact]
    public void Messages_ThatAreDropped_DoNotComeAgain()
    {
        Start();
        Store.TryRaise("I", Event("go"));
        Store.Drop([Due()[0].Sequence]);
        Assert.Equal(["go"], NamesDue());
    }
}

public sealed class MessageOrderOnFileTests() : MessageOrderContract(isOnFile: true);

public sealed class MessageOrderInMemoryTests() : MessageOrderContract(isOnFile: false);
