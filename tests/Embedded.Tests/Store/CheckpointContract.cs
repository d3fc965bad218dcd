using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Store;

/// <summary>A step is written whole or not at all.</summary>
public abstract class CheckpointContract(bool isOnFile) : StoreContract(isOnFile)
{
    private static readonly HistoryEvent Begun = new(EventKind.StepStarted, At: Noon);

    [Fact]
    public void Checkpoint_ThatIsWritten_IsAllThere()
    {
        Start();
        var (activities, refused) = Store.Write(Full(historyLength: 0), Noon.AddMinutes(1));
        Assert.Equal([Begun, Event("e")], Store.History("I"));
        Assert.Equal(["to-self"], NamesDue());
        var work = Assert.Single(activities);
        Assert.Equal(new ActivityWork(work.Sequence, "I", "I-1", 4, "A", "\"a\""), work);
        Assert.Equal([work], Store.Unfinished().Activities);
        Assert.Empty(refused);
        Assert.Equal("C-1", Store.Find("C")!.Execution);
        Assert.Equal((InstanceRecord.Running, Noon.AddMinutes(1)), (Store.Find("I")!.Status, Store.Find("I")!.UpdatedAt));
    }

    [Fact]
    public void Checkpoint_ThatFollowsAnother_ComesAfterItInTheHistory()
    {
        Start();
        Store.Write(Full(historyLength: 0), Noon);
        Store.Write(new Checkpoint(Store.Find("I")!) { After = Step().After, HistoryLength = 2, Events = [Event("f")] }, Noon);
        Assert.Equal([Begun, Event("e"), Event("f")], Store.History("I"));
    }

    [Fact]
    public void Checkpoint_ThatCannotBeWritten_LeavesEverythingAsItWas()
    {
        Start();
        Store.Write(new Checkpoint(Store.Find("I")!) { After = Step().After, Events = [Begun] }, Noon);
        var before = (Store.Find("I"), Due().Count, Store.Unfinished().Activities.Count);
        // It says that the history is shorter than it is.
        Assert.ThrowsAny<Exception>(() => Store.Write(Full(historyLength: 0), Noon.AddMinutes(1)));
        Assert.Equal(before, (Store.Find("I"), Due().Count, Store.Unfinished().Activities.Count));
        Assert.Equal([Begun], Store.History("I"));
        Assert.Null(Store.Find("C"));
    }

    private Checkpoint Full(int historyLength) => new(Store.Find("I")!)
    {
        After = Step().After,
        Taken = Step().Taken,
        HistoryLength = historyLength,
        Events = [Begun, Event("e")],
        Messages = [new NewMessage("I", "I-1", Event("to-self"))],
        Activities = [new NewActivity(4, "A", "\"a\"")],
        Children = [new NewChild(New("C"), "C-1", new NewMessage("I", "I-1", Event("refused")))],
    };
}

public sealed class CheckpointOnFileTests() : CheckpointContract(isOnFile: true);

public sealed class CheckpointInMemoryTests() : CheckpointContract(isOnFile: false);
