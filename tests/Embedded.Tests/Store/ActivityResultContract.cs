using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Store;

/// <summary>An activity is exchanged for its result once.</summary>
public abstract class ActivityResultContract(bool isOnFile) : StoreContract(isOnFile)
{
    private static readonly HistoryEvent Result = new(EventKind.ActivityCompleted, 4, "A", "\"done\"");

    [Fact]
    public void Result_OfAnActivity_TakesItsPlace()
    {
        Store.TryComplete(Scheduled(), Result);
        Assert.Empty(Store.Unfinished().Activities);
        var message = Assert.Single(Due());
        Assert.Equal(("I-1", Result), (message.Execution, message.Event));
    }

    [Fact]
    public void Result_OfAnActivityThatHasOne_IsNotWritten()
    {
        var work = Scheduled();
        Store.TryComplete(work, Result);
        Store.TryComplete(work, Result with { Payload = "\"again\"" });
        Assert.Equal(Result, Assert.Single(Due()).Event);
    }

    private ActivityWork Scheduled()
    {
        Start();
        var called = new Checkpoint(Store.Find("I")!)
        {
            After = Step().After,
            Taken = Step().Taken,
            Activities = [new NewActivity(4, "A", null)],
        };
        return Assert.Single(Store.Write(called, Noon).Activities);
    }
}

public sealed class ActivityResultOnFileTests() : ActivityResultContract(isOnFile: true);

public sealed class ActivityResultInMemoryTests() : ActivityResultContract(isOnFile: false);
