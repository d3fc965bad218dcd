using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Store;

/// <summary>A start is written unless one of that id has not ended.</summary>
public abstract class InstanceStartContract(bool isOnFile) : StoreContract(isOnFile)
{
    [Fact]
    public void Start_OfAnUnknownId_IsPendingWithWhatItWasGiven()
    {
        var parent = new ParentCall("P", "Parent", "P-1", 3);
        Assert.Equal(
            new InstanceRecord("I", "I-1", "Orchestrator", "1.0", InstanceRecord.Pending, "\"input\"", null, null, parent, Noon, Noon),
            Start(parent: parent));
        var first = Assert.Single(Due());
        Assert.Equal(
            ("I-1", new HistoryEvent(EventKind.ExecutionStarted, null, "Orchestrator", "\"input\"")),
            (first.Execution, first.Event));
    }

    [Fact]
    public void Start_OfAnIdThatHasNotEnded_ChangesNothing()
    {
        var before = Start();
        Assert.False(Store.TryStart(New() with { Name = "Other" }, "I-2", Noon.AddHours(1)));
        Assert.Equal(before, Store.Find("I"));
        Assert.Single(Due());
    }

    [Fact]
    public void Start_OfAnIdThatHasEnded_ForgetsWhatWas()
    {
        Start();
        Store.Write(new Checkpoint(Store.Find("I")!) { After = End().After, Taken = End().Taken, Events = [Event("old")] }, Noon);
        Assert.True(Store.TryStart(New(), "I-2", Noon.AddHours(1)));
        var again = Store.Find("I")!;
        Assert.Equal(
            ("I-2", InstanceRecord.Pending, null, Noon.AddHours(1)),
            (again.Execution, again.Status, again.Output, again.CreatedAt));
        Assert.Empty(Store.History("I"));
        Assert.Equal("I-2", Assert.Single(Due()).Execution);
    }

    [Fact]
    public void Start_AtATime_IsDueThen()
    {
        Start(at: Noon.AddMinutes(5));
        Assert.Empty(Due(minutes: 4));
        Assert.Single(Due(minutes: 5));
    }
}

public sealed class InstanceStartOnFileTests() : InstanceStartContract(isOnFile: true);

public sealed class InstanceStartInMemoryTests() : InstanceStartContract(isOnFile: false);
