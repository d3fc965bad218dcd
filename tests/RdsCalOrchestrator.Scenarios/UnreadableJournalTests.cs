using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Scenarios.Secrets;
using Xunit;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>A journal that cannot be read holds up its own migration and no other.</summary>
public sealed class UnreadableJournalTests
{
    // The first of every list, so that all others come after it.
    private const string Unreadable = "brindle/migration/brin-01";
    private const string AnotherInstance = "tamarisk:tam-01:1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task JournalOfANewerVersion_WhenTheEngineIsLost_TheOthersGoOnAndTheTimersAreSeenToFail()
    {
        using var logs = new RecordedLogs();
        await using var host = await ScenarioHost.StartAsync(ScenarioSetup.Sample with { InMemory = true, Logs = logs });
        using var http = ScenarioHost.Client();
        var batch = new TestBatch(host, http, "scenario");
        await batch.SubmitAsync(ScenarioSetup.SampleFolder, Cancellation);
        await host.PassUntilAsync(() => IsKnownAsync(host), Cancellation);

        await host.EndAppAsync();
        Directory.Delete(host.EngineDirectory, recursive: true);
        await WriteAsNewerVersionAsync(host);
        await host.StartAppAsync();
        Assert.False(await IsKnownAsync(host));
        await host.PassAsync(TimeSpan.FromHours(2), Cancellation);

        Assert.True(await IsKnownAsync(host));
        foreach (var timer in new[] { "KeepGoing", "SweepCommands" })
            Assert.Contains(logs.Lines, line => line.Contains($"'{timer}' failed", StringComparison.Ordinal) && line.Contains("brin-01", StringComparison.Ordinal));
    }

    private static async Task<bool> IsKnownAsync(ScenarioHost host) => await host.Engine.Client.GetInstanceAsync(AnotherInstance, Cancellation) is not null;

    private static async Task WriteAsNewerVersionAsync(ScenarioHost host)
    {
        var store = new SqliteRecordStore(Path.Combine(host.JournalDirectory, "journal.db"));
        var known = await store.ReadAsync(Unreadable, 0, Cancellation);
        Assert.NotEmpty(known);
        var newer = new NewEntry("newer", "Newer", host.Now, "newer", """{"entry":"newer"}""");
        Assert.True(await store.AppendAsync(Unreadable, known.Count, [newer], [], Cancellation));
    }
}
