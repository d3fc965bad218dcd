using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Migrations;
using Xunit;

namespace RdsCalOrchestrator.Tests.Sweeping;

/// <summary>A command that never answered may be in a call: it stays until its process is known not to live.</summary>
public sealed class UnansweredTests : IDisposable
{
    private readonly SweepBench _bench = new();

    public static TheoryData<string, bool> ReadBacks => new()
    {
        { """{"operation":"op-1","script":"Activate","phase":"Done"}""", true },
        { """{"operation":"op-1","script":"Activate","phase":"Calling","process":{"pid":1,"alive":false}}""", true },
        { """{"operation":"op-1","script":"Activate","phase":"Calling","process":{"pid":1,"alive":true}}""", false },
        { """{"operation":"op-1","script":"Activate","phase":"Calling"}""", false },
        { """{"operation":"op-1","script":"Import","phase":"Done"}""", false },
        { """{"operation":"op-2","script":"Activate","phase":"Done"}""", false },
    };

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Sweep_NobodyReadItsReceipt_Stays()
    {
        await _bench.LeaveAsync(SweepBench.NoAnswer);
        _bench.Runs.Time.Advance(TimeSpan.FromDays(30));

        await _bench.SweepTwiceAsync();

        Assert.Equal(0, _bench.Azure.Deleted);
        Assert.True(await _bench.IsListedAsync());
    }

    [Theory]
    [MemberData(nameof(ReadBacks))]
    public async Task Sweep_InspectReadItsReceiptLater_IsDeletedIfNoProcessLives(string operation, bool isDeleted)
    {
        var run = await _bench.LeaveAsync(SweepBench.NoAnswer);
        await _bench.LeaveAsync(SweepBench.Answered(result: $$"""{"operations":[{{operation}}]}"""), Script.Inspect);

        await _bench.SweepTwiceAsync();

        Assert.Equal(isDeleted, _bench.Azure.Deletions.Contains(run.Name));
    }

    [Fact]
    public async Task Sweep_InspectOfTheOtherServer_ProvesNothing()
    {
        var run = await _bench.LeaveAsync(SweepBench.NoAnswer);
        var readBack = """{"operations":[{"operation":"op-1","script":"Activate","phase":"Done"}]}""";
        await _bench.LeaveAsync(SweepBench.Answered(result: readBack), Script.Inspect, Side.Source);

        await _bench.SweepTwiceAsync();

        Assert.DoesNotContain(run.Name, _bench.Azure.Deletions);
    }

    [Fact]
    public async Task Sweep_InspectThatWasSentBefore_ProvesNothing()
    {
        var early = await _bench.SendAsync();
        await _bench.Runs.WriteAsync(new Entry.ScriptEnded(early.Name, SweepBench.Answered()));
        var run = await _bench.SendAsync();
        var inspect = await _bench.SendAsync(Script.Inspect);
        await _bench.Runs.WriteAsync(new Entry.ScriptEnded(run.Name, SweepBench.NoAnswer));
        var readBack = """{"operations":[{"operation":"op-1","script":"Activate","phase":"Done"}]}""";
        await _bench.Runs.WriteAsync(new Entry.ScriptEnded(inspect.Name, SweepBench.Answered(result: readBack)));
        _bench.Runs.Time.Advance(_bench.Runs.Sweeping.After);

        await _bench.SweepTwiceAsync();

        Assert.DoesNotContain(run.Name, _bench.Azure.Deletions);
        Assert.Contains(early.Name, _bench.Azure.Deletions);
    }

    [Theory]
    [InlineData(FrameOutcome.Ok, true)]
    [InlineData(FrameOutcome.Busy, false)]
    [InlineData(FrameOutcome.Failed, false)]
    public async Task Sweep_ALaterRunAskedForTheMachinesLock_IsDeletedIfItHadIt(FrameOutcome frame, bool isDeleted)
    {
        var run = await _bench.LeaveAsync(SweepBench.NoAnswer);
        await _bench.LeaveAsync(SweepBench.Answered(frame));

        await _bench.SweepTwiceAsync();

        Assert.Equal(isDeleted, _bench.Azure.Deletions.Contains(run.Name));
    }

    [Fact]
    public async Task Sweep_KnownDeadAndSaidToRunStill_StaysUntilNothingCanComeOfIt()
    {
        var run = await _bench.LeaveAsync(SweepBench.NoAnswer);
        _bench.Azure.Commands[0] = SweepBench.Listed(run.Name, hasEnded: false);
        await _bench.SendAsync();
        await _bench.Runs.WriteAsync(new Entry.ScriptEnded("rc-m-1-activate-2", SweepBench.Answered()));

        await _bench.SweepTwiceAsync();
        Assert.DoesNotContain(run.Name, _bench.Azure.Deletions);

        _bench.Runs.Time.Advance(TimeSpan.FromHours(2));
        await _bench.SweepTwiceAsync();
        Assert.Contains(run.Name, _bench.Azure.Deletions);
    }

    [Fact]
    public async Task Sweep_InspectWithoutAnswer_IsDeleted()
    {
        await _bench.LeaveAsync(SweepBench.Answered());
        var inspect = await _bench.LeaveAsync(SweepBench.NoAnswer, Script.Inspect);

        await _bench.SweepTwiceAsync();

        Assert.Contains(inspect.Name, _bench.Azure.Deletions);
    }

    [Fact]
    public async Task Sweep_NeverTaken_IsNotLookedForAndNeverDeleted()
    {
        await _bench.LeaveAsync(new ScriptOutcome.NotStarted(Catalogue.GateClosed("run", "Why.")));

        Assert.False(await _bench.IsListedAsync());
        await _bench.SweepTwiceAsync();
        Assert.Equal((0, 0), (_bench.Azure.Deleted, _bench.Azure.Lists));
    }
}
