using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Store;

/// <summary>A new execution begins with nothing of the old one but the events that nobody took.</summary>
public abstract class NewExecutionContract(bool isOnFile) : StoreContract(isOnFile)
{
    [Fact]
    public void Execution_ThatIsNew_HasOnlyItsOwnHistoryAndTheEvents()
    {
        Start();
        var timer = new NewMessage("I", "I-1", new HistoryEvent(EventKind.TimerFired, 1, "timer"), Noon);
        Store.Write(new Checkpoint(Store.Find("I")!)
        {
            After = Step().After,
            Taken = Step().Taken,
            Events = [Event("old")],
            Messages = [timer],
            Activities = [new NewActivity(0, "A", null)],
        }, Noon);
        Store.TryRaise("I", Event("kept"));
        var anew = new NewMessage("I", "I-2", new HistoryEvent(EventKind.ExecutionStarted, null, "anew"));
        Store.Write(new Checkpoint(Store.Find("I")!)
        {
            After = Store.Find("I")! with { Execution = "I-2" },
            HistoryLength = 1,
            Messages = [anew],
        }, Noon);
        Assert.Empty(Store.History("I"));
        Assert.Equal(["kept", "anew"], NamesDue());
        // It still runs; its result will be for the old execution.
        Assert.Equal("I-1", Assert.Single(Store.Unfinished().Activities).Execution);
    }

    [Fact]
    public void Activity_CalledByTheStepThatContinues_IsOfTheOldExecution()
    {
        Start();
        var (activities, _) = Store.Write(new Checkpoint(Store.Find("I")!)
        {
            After = Store.Find("I")! with { Execution = "I-2" },
            Activities = [new NewActivity(0, "A", null)],
        }, Noon);
        Assert.Equal("I-1", Assert.Single(activities).Execution);
    }
}

public sealed class NewExecutionOnFileTests() : NewExecutionContract(isOnFile: true);

public sealed class NewExecutionInMemoryTests() : NewExecutionContract(isOnFile: false);
