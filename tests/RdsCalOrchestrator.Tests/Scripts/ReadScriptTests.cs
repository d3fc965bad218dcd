using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.RunCommand;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>A look at a command that was sent, each time by two hosts, and the end of every wait.</summary>
public sealed class ReadScriptTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    private readonly RunBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task ReadScript_Running_IsSeenOnceAndLookedAtAgain()
    {
        var run = await SentAsync();

        var first = await _bench.Read.RunAsync(run, Cancellation);
        var second = await _bench.Read.RunAsync(run, Cancellation);

        Assert.Equal(first, second);
        Assert.Equal((true, false), (first.IsAccepted, first.HasEnded));
        Assert.Equal((true, 1), ((await _bench.RecordAsync(run)).WasSeen, (await _bench.RecordAsync(run)).Sendings));
    }

    [Fact]
    public async Task ReadScript_Ended_KeepsTheFirstOutcome()
    {
        var run = await SentAsync();
        _bench.Azure.Look = new ChannelReply.Ended("Failed", 1, "no frame", "");
        await _bench.Read.RunAsync(run, Cancellation);
        var ended = await _bench.RecordAsync(run);

        var again = await _bench.Read.RunAsync(run, Cancellation);

        Assert.True(again.HasEnded);
        Assert.IsType<ScriptOutcome.NoAnswer>(ended.Outcome);
        Assert.Equal(ended.EndedAt, (await _bench.RecordAsync(run)).EndedAt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadScript_BusyByItself_IsStillInItsCall(bool isItself)
    {
        var run = await SentAsync();
        var holder = isItself ? run.Name : "rc-m-9-import-t-1";
        _bench.Azure.Look = new ChannelReply.Ended("Failed", 75, Frame("Busy", run.Name, $$"""{"heldBy":{"run":"{{holder}}","pid":4} }"""), "");

        var first = await _bench.Read.RunAsync(run, Cancellation);
        var second = await _bench.Read.RunAsync(run, Cancellation);

        Assert.Equal((!isItself, !isItself), (first.HasEnded, second.HasEnded));
        Assert.Equal(isItself, (await _bench.RecordAsync(run)).Outcome is null);
        if (isItself)
            await AssertUnansweredAfterAsync(run, Timeout + _bench.Times.Patience, "RUN-NO-ANSWER");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadScript_AbsentOrRunningForEver_IsUnansweredAfterItsPatience(bool isAbsent)
    {
        var run = await SentAsync();
        _bench.Azure.Look = isAbsent ? new ChannelReply.Absent() : null;

        await AssertUnansweredAfterAsync(run, Timeout + _bench.Times.Patience, "RUN-NO-ANSWER");
    }

    [Fact]
    public async Task ReadScript_ThrottledForEver_IsUnansweredAfterThePatienceWithAzure()
    {
        var run = await SentAsync();
        _bench.Azure.Look = ToldChannel.Outage;

        await AssertUnansweredAfterAsync(run, Timeout + _bench.Times.Patience + _bench.Times.ThrottledPatience, "AZ-NOT-ANSWERING");
    }

    private async Task AssertUnansweredAfterAsync(Run run, TimeSpan wait, string finding)
    {
        _bench.Time.Advance(wait - TimeSpan.FromSeconds(1));
        var early = await _bench.Read.RunAsync(run, Cancellation);
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        var first = await _bench.Read.RunAsync(run, Cancellation);
        var second = await _bench.Read.RunAsync(run, Cancellation);

        Assert.Equal((false, true, true), (early.HasEnded, first.HasEnded, second.HasEnded));
        Assert.Equal(finding, Assert.IsType<ScriptOutcome.NoAnswer>((await _bench.RecordAsync(run)).Outcome).Finding.Id);
    }

    private static string Frame(string outcome, string run, string result) =>
        $$"""##RDSCAL1 {"schema":1,"script":"Inspect","text":null,"run":"{{run}}","outcome":"{{outcome}}","server":{},"result":{{result}},"problems":[]}""";

    private async Task<Run> SentAsync()
    {
        var run = await _bench.NameAsync(Script.Inspect, Side.Target);
        await _bench.Start.RunAsync(run, Cancellation);
        return run;
    }
}
