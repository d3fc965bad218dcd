using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace RdsCalOrchestrator.Functions.Watching;

/// <summary>
/// The standing as metrics. Each host tells the whole, so of several the highest counts. Whoever collects them gets what was read last and
/// sets off the next reading: nothing is read where nobody collects, and a host that can read no more falls silent instead of repeating
/// what was.
/// </summary>
internal sealed partial class StandingGauges : IDisposable
{
    /// <summary>The app's own meter.</summary>
    internal const string MeterName = "RdsCalOrchestrator";

    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Meter _meter = new(MeterName);
    private readonly StandingReader _reader;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private Standing? _latest;

    public StandingGauges(StandingReader reader, ILogger<StandingGauges> logger, TimeProvider time)
    {
        (_reader, _logger, _time) = (reader, logger, time);
        Add("rdscal.migrations.open", "{migration}", "Attempts that run, and migrations that wait for their batch.", static s => s.OpenMigrations);
        Add("rdscal.migrations.stuck", "{migration}", "Migrations that should go on by themselves and do not.", static s => s.StuckMigrations);
        Add(
            "rdscal.asks.oldest_age", "s", "For how long the oldest open question waits for a person; 0 for none.",
            static s => s.OldestAskAge.TotalSeconds);
        Add("rdscal.obligations.open", "{obligation}", "Clean-ups that are owed.", static s => s.OpenObligations);
        Add("rdscal.obligations.past_due", "{obligation}", "Clean-ups that are owed and whose day has passed.", static s => s.ObligationsPastDue);
        Add(
            "rdscal.batches.failed", "{batch}", "Batches stopped by errors, or ended with migrations that can never start.",
            static s => s.FailedBatches);
    }

    /// <summary>The reading under way, or the last one.</summary>
    internal Task Reading { get; private set; } = Task.CompletedTask;

    internal bool Owns(Meter meter) => ReferenceEquals(meter, _meter);

    public void Dispose() => _meter.Dispose();

    private void Add(string name, string unit, string description, Func<Standing, double> value) =>
        _meter.CreateObservableGauge<double>(name, () => Latest() is { } known ? [new Measurement<double>(value(known))] : [], unit, description);

    private Standing? Latest()
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            if (Reading.IsCompleted && !(_latest?.At > now - ReadAgainAfter))
                Reading = Task.Run(ReadAsync);
            return _latest?.At > now - GoodFor ? _latest : null;
        }
    }

    /// <summary>Reads, whoever collects.</summary>
    internal async Task ReadAsync()
    {
        try
        {
            var read = await _reader.ReadAsync(CancellationToken.None);
            lock (_lock)
                _latest = read;
        }
        catch (Exception broken)
        {
            // Collecting must go on: the next collection reads again.
            NotRead(_logger, broken);
        }
    }

    [LoggerMessage(EventId = 602, Level = LogLevel.Warning, Message = "How the migrations stand could not be read; their metrics fall silent.")]
    private static partial void NotRead(ILogger logger, Exception broken);
}
