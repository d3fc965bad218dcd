using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Store;

/// <summary>An instance that has ended waits for nothing.</summary>
public abstract class InstanceEndContract(bool isOnFile) : StoreContract(isOnFile)
{
    [Fact]
    public void Instance_ThatEnds_KeepsItsHistoryAndNoMessage()
    {
        Start();
        Store.TryRaise("I", Event("taken by nobody"));
        Store.Write(new Checkpoint(Store.Find("I")!) { After = End().After, Events = [Event("e")] }, Noon.AddMinutes(1));
        var ended = Store.Find("I")!;
        Assert.Equal((InstanceRecord.Completed, "1", Noon.AddMinutes(1)), (ended.Status, ended.Output, ended.UpdatedAt));
        Assert.Equal([Event("e")], Store.History("I"));
        Assert.Empty(Store.Unfinished().Messages);
    }

    [Fact]
    public void Instance_ThatFails_KeepsItsFailure()
    {
        Start();
        Store.Write(Step(static after => after with { Status = InstanceRecord.Failed, Failure = "why" }), Noon);
        Assert.Equal((true, "why", null), (Store.Find("I")!.HasEnded, Store.Find("I")!.Failure, Store.Find("I")!.Output));
    }
}

public sealed class InstanceEndOnFileTests() : InstanceEndContract(isOnFile: true);

public sealed class InstanceEndInMemoryTests() : InstanceEndContract(isOnFile: false);
