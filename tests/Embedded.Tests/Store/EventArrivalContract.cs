using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Store;

/// <summary>An event is written for an instance that has not ended, and for no other.</summary>
public abstract class EventArrivalContract(bool isOnFile) : StoreContract(isOnFile)
{
    [Fact]
    public void Event_ForNobody_IsNotWritten()
    {
        Assert.False(Store.TryRaise("I", Event("go")));
        Assert.Empty(Store.Unfinished().Messages);
    }

    [Fact]
    public void Event_ForAnInstanceThatHasEnded_IsNotWritten()
    {
        Start();
        Store.Write(End(), Noon);
        Assert.False(Store.TryRaise("I", Event("go")));
        Assert.Empty(Store.Unfinished().Messages);
    }

    [Fact]
    public void Event_ForAnInstance_IsForWhateverExecutionTakesIt()
    {
        Start();
        Assert.True(Store.TryRaise("I", Event("go", "1")));
        var raised = Due()[1];
        Assert.Equal((null, Event("go", "1")), (raised.Execution, raised.Event));
    }
}

public sealed class EventArrivalOnFileTests() : EventArrivalContract(isOnFile: true);

public sealed class EventArrivalInMemoryTests() : EventArrivalContract(isOnFile: false);
