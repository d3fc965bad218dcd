using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Store;

/// <summary>What is written is read back as it was.</summary>
public abstract class WrittenValueContract(bool isOnFile) : StoreContract(isOnFile)
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\"Übergrößenträger 漢字 🗝 \\u0000 '; DROP TABLE instance; --\"")]
    public void Payload_OfAnyKind_IsReadBackAsItWas(string? payload)
    {
        Start();
        Store.TryRaise("I", Event("go", payload));
        Assert.Equal(payload, Due()[1].Event.Payload);
        Store.Write(new Checkpoint(Store.Find("I")!)
        {
            After = Step().After with { Input = payload },
            Events = [Event("e", payload)],
        }, Noon);
        Assert.Equal((payload, payload), (Store.History("I")[0].Payload, Store.Find("I")!.Input));
    }

    [Fact]
    public void Time_OfAnotherZone_IsKeptToTheTickAndComparedByTheMoment()
    {
        var elsewhere = new DateTimeOffset(2026, 3, 1, 14, 0, 0, TimeSpan.FromHours(2)).AddTicks(1);
        Store.TryStart(New(at: elsewhere), "I-1", Noon);
        Assert.Empty(Due());
        Assert.Single(Store.DueMessages("I", Noon.AddTicks(1)));
        Assert.Equal(elsewhere, Store.Unfinished().Messages[0].Due);
    }

    [Fact]
    public void Instance_ThatWasNeverStarted_IsNotFound()
    {
        Assert.Null(Store.Find("I"));
        Assert.Empty(Store.History("I"));
        Assert.Empty(Due());
    }
}

public sealed class WrittenValueOnFileTests() : WrittenValueContract(isOnFile: true);

public sealed class WrittenValueInMemoryTests() : WrittenValueContract(isOnFile: false);
