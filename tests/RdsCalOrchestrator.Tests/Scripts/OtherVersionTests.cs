using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.RunCommand.Scripts;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>A run is made for one text of its script: another version of the app sends no other text under its name.</summary>
public sealed class OtherVersionTests : IDisposable
{
    private const string OtherText = """{"text":"0123456789ab","input":{}}""";

    private readonly RunBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task StartScript_NamedByAnotherVersionAndNeverSent_IsNotStartedAndFollowedByOneOfThisVersion()
    {
        var run = await NameAsync(OtherText);

        Assert.True((await _bench.Start.RunAsync(run, Cancellation)).HasEnded);
        Assert.True((await _bench.Start.RunAsync(run, Cancellation)).HasEnded);
        var next = (await _bench.Follow.RunAsync(run, Cancellation)).Run!;
        Assert.Equal(next, (await _bench.Follow.RunAsync(run, Cancellation)).Run);

        Assert.Equal("RUN-SCRIPT-CHANGED", Assert.IsType<ScriptOutcome.NotStarted>((await _bench.RecordAsync(run)).Outcome).Finding.Id);
        Assert.Equal(0, _bench.Azure.Started);
        Assert.True((await _bench.Start.RunAsync(next, Cancellation)).IsAccepted);
        Assert.Equal((1, ScriptLibrary.Of(Script.Activate).Hash12), (_bench.Azure.Started, (await _bench.RecordAsync(next)).ScriptHash));
    }

    [Fact]
    public async Task StartScript_NamedByThisVersion_IsSent()
    {
        var run = await NameAsync(OtherText.Replace("0123456789ab", ScriptLibrary.Of(Script.Activate).Hash12));

        Assert.True((await _bench.Start.RunAsync(run, Cancellation)).IsAccepted);
    }

    [Fact]
    public async Task StartScript_SentByAnotherVersionAndBrokenOff_IsReadAndNeverSentAgain()
    {
        var run = await NameAsync(OtherText);
        await _bench.WriteAsync(new Entry.ScriptStarted(run.Name, "westeurope"));
        _bench.Time.Advance(_bench.Times.Busy);

        var first = await _bench.Start.RunAsync(run, Cancellation);
        var second = await _bench.Start.RunAsync(run, Cancellation);

        Assert.Equal((false, false, 0), (first.HasEnded, second.HasEnded, _bench.Azure.Started));
        _bench.Time.Advance(TimeSpan.FromMinutes(10) + _bench.Times.Patience);
        Assert.True((await _bench.Start.RunAsync(run, Cancellation)).HasEnded);
        Assert.IsType<ScriptOutcome.NoAnswer>((await _bench.RecordAsync(run)).Outcome);
    }

    [Fact]
    public async Task FollowScript_HostsOfTwoVersionsTakingEachOthersRuns_EndsAfterThree()
    {
        var runs = new List<Run>();
        for (Run? run = await NameAsync(OtherText); run is not null; run = (await _bench.Follow.RunAsync(run, Cancellation)).Run)
        {
            Assert.True(runs.Count < 10, "It never ends.");
            runs.Add(run);
            await _bench.WriteAsync(new Entry.ScriptEnded(run.Name, new ScriptOutcome.NotStarted(Catalogue.ScriptChanged(run.Name))));
        }

        Assert.Equal(3, runs.Count);
    }

    private Task<Run> NameAsync(string request) => _bench.NameAllowedActivationAsync(request);
}
