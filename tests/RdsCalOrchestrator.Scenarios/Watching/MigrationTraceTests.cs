using System.Diagnostics;
using System.Text;
using System.Text.Json;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Functions.Watching;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.Watching;

/// <summary>What whoever watches gets of a batch: days, people, and an engine that is lost in the middle.</summary>
[Collection(nameof(Alone))]
public sealed class MigrationTraceTests
{
    private const int RestsBeforeTheLoss = 8;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batch_WhoseEngineIsLost_HasOneTraceForEachMigration()
    {
        await using var collector = await OtlpCollector.StartAsync();
        using var spans = new RecordedSpans();
        using var http = new HttpClient();
        IReadOnlyList<JsonElement> views;
        await using (var host = await ScenarioHost.StartAsync(ScenarioSetup.Sample with { Arguments = collector.Settings, ChangeApp = spans.Record }))
            views = await RunAsync(host, http);

        Assert.True(views.Count > 5);
        var sent = collector.Traces;
        foreach (var (customer, migration) in views.Select(static v => (v.Text("customer"), v.Text("migration"))))
        {
            var trace = MigrationTrace.IdOf(new CustomerId(customer), new MigrationId(migration));
            var own = spans.All.Where(s => IsOf(s, customer, migration)).ToList();
            Assert.True(own.Count > 3, $"{migration} has {own.Count} spans.");
            Assert.All(own, span => Assert.Equal(trace, span.TraceId));
            Assert.Contains(spans.All, span => span.TraceId == trace && span.Source.Name == "System.Net.Http");
            Assert.Contains(BytesOf(trace), sent, StringComparison.Ordinal);
        }

        // Who asked for it has a trace of their own, and the attempt a link to that.
        Assert.Contains(spans.All, static s => s.DisplayName == "function SubmitBatch");
        Assert.All(spans.All.Where(static s => s.DisplayName == "attempt"), static s => Assert.Single(s.Links));
        Assert.Contains("durabletask.instances", collector.Metrics, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<JsonElement>> RunAsync(ScenarioHost host, HttpClient http)
    {
        var rests = 0;
        var lost = new TestBatch(host, http, "scenario")
        {
            AfterEachStep = () => ++rests == RestsBeforeTheLoss ? throw new LostException() : Task.CompletedTask,
        };
        await Assert.ThrowsAsync<LostException>(() => lost.RunAsync(ScenarioSetup.SampleFolder, Cancellation));
        await host.LoseEngineAsync();
        await host.PassAsync(TimeSpan.FromMinutes(5), Cancellation);
        return await new TestBatch(host, http, "scenario").ToTheEndAsync(Cancellation);
    }

    // Attempts are named by the migration, runs of scripts by a name that holds it.
    private static bool IsOf(Activity span, string customer, string migration) =>
        span.GetTagItem("durabletask.task.instance_id") is string instance
        && (instance.StartsWith($"{customer}:{migration}:", StringComparison.Ordinal)
            || instance.StartsWith($"{customer}:rc-{migration}-", StringComparison.Ordinal));

    private static string BytesOf(ActivityTraceId trace)
    {
        Span<byte> bytes = stackalloc byte[16];
        trace.CopyTo(bytes);
        return Encoding.Latin1.GetString(bytes);
    }

    private sealed class LostException : Exception;
}
