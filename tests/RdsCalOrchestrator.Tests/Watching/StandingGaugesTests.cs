using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Batches;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Watching;
using RdsCalOrchestrator.Tests.Fleet;
using RdsCalOrchestrator.Tests.Migrations;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Xunit;

namespace RdsCalOrchestrator.Tests.Watching;

/// <summary>What a collector gets, which asks once in a while.</summary>
public sealed class StandingGaugesTests : IDisposable
{
    private readonly SharedRecords _records = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 20, 0, 0, TimeSpan.Zero));
    private readonly StandingGauges _gauges;
    private readonly MigrationJournal _journal;

    public StandingGaugesTests()
    {
        var store = _records.Open();
        var journal = new Journal(store, new JournalSerializer(new EphemeralDataProtectionProvider()), _time);
        _journal = new MigrationJournal(journal);
        var list = new MigrationList(store);
        var reader = new StandingReader(
            list, new BatchJournal(journal, store, list), new LastSuccess(store), Options.Create(new WatchOptions()), _time);
        _gauges = new StandingGauges(reader, NullLogger<StandingGauges>.Instance, _time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _gauges.Dispose();
        _records.Dispose();
    }

    [Fact]
    public async Task Collect_SecondTime_HasWhatTheFirstHadRead()
    {
        await OpenAsync();

        Collect();
        await _gauges.Reading;

        Assert.Equal(
            [
                ("rdscal.asks.oldest_age", 0), ("rdscal.batches.failed", 0), ("rdscal.migrations.open", 1), ("rdscal.migrations.stuck", 0),
                ("rdscal.obligations.open", 0), ("rdscal.obligations.past_due", 0),
            ],
            Collect().OrderBy(static m => m.Name));
    }

    [Fact]
    public async Task Collect_LongAfter_IsReadAnewAndNothingOldIsTold()
    {
        Collect();
        await _gauges.Reading;
        await OpenAsync();
        _time.Advance(TimeSpan.FromMinutes(11));

        Assert.DoesNotContain(("rdscal.migrations.open", 0), Collect());
        await _gauges.Reading;
        Assert.Contains(("rdscal.migrations.open", 1), Collect());
    }

    [Fact]
    public async Task Collect_SoonAfter_IsNotReadAgain()
    {
        Collect();
        await _gauges.Reading;
        await OpenAsync();
        _time.Advance(TimeSpan.FromSeconds(5));

        Collect();
        await _gauges.Reading;
        Assert.Contains(("rdscal.migrations.open", 0), Collect());
    }

    [Fact]
    public async Task Report_InAProcessThatHasJustBegun_SendsWhatIsReadThen()
    {
        await OpenAsync();
        using var sent = new SentMetrics();
        using var meters = Sdk.CreateMeterProviderBuilder().AddMeter(StandingGauges.MeterName)
            .AddReader(new PeriodicExportingMetricReader(sent, int.MaxValue)).Build();

        await new StandingReport(_gauges, meters).SendAsync();

        Assert.Contains(("rdscal.migrations.open", 1), sent.All);
        await new StandingReport(null, null).SendAsync();
    }

    private Task<bool> OpenAsync() => _journal.OpenAsync(new Entry.Accepted(new Story().Told.Request, null), "ines", Cancellation);

    private List<(string Name, double Value)> Collect()
    {
        var seen = new List<(string, double)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (_gauges.Owns(instrument.Meter))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen.Add((instrument.Name, value)));
        listener.Start();
        listener.RecordObservableInstruments();
        return seen;
    }

    private sealed class SentMetrics : BaseExporter<Metric>
    {
        internal List<(string Name, double Value)> All { get; } = [];

        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (var metric in batch)
            {
                foreach (ref readonly var point in metric.GetMetricPoints())
                    All.Add((metric.Name, point.GetGaugeLastValueDouble()));
            }

            return ExportResult.Success;
        }
    }
}
