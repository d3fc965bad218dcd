using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Store;

/// <summary>A child is started, or its parent gets what it was given for that case.</summary>
public abstract class ChildStartContract(bool isOnFile) : StoreContract(isOnFile)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Child_WhoseIdIsFreeOrHasEnded_IsStarted(bool hasEnded)
    {
        Start();
        if (hasEnded)
        {
            Start("C");
            Store.Write(End("C"), Noon);
        }

        Assert.Empty(Store.Write(Calling("C"), Noon).Refused);
        Assert.Equal(("C-2", InstanceRecord.Pending), (Store.Find("C")!.Execution, Store.Find("C")!.Status));
        Assert.Empty(Due());
    }

    [Fact]
    public void Child_WhoseIdHasNotEnded_IsRefusedAndTheParentTold()
    {
        Start();
        var running = Start("C");
        Assert.Equal("C", Assert.Single(Store.Write(Calling("C"), Noon).Refused).Instance.Id);
        Assert.Equal(running, Store.Find("C"));
        Assert.Equal(["refused"], NamesDue());
    }

    private Checkpoint Calling(string child) => new(Store.Find("I")!)
    {
        After = Step().After,
        Taken = Step().Taken,
        Children = [new NewChild(New(child), $"{child}-2", new NewMessage("I", "I-1", Event("refused")))],
    };
}

public sealed class ChildStartOnFileTests() : ChildStartContract(isOnFile: true);

public sealed class ChildStartInMemoryTests() : ChildStartContract(isOnFile: false);
