using OpenTelemetry.Metrics;

namespace RdsCalOrchestrator.Functions.Watching;

/// <summary>
/// Sends the standing at once. Where all wait for people nothing runs but a timer, for seconds, in a process that may be ended before a
/// collection by time would have come: on Azure the alerts would hear nothing just then.
/// </summary>
public sealed class StandingReport
{
    private const int LongestFlush = 10_000;

    private readonly StandingGauges? _gauges;
    private readonly MeterProvider? _meters;

    internal StandingReport(StandingGauges? gauges, MeterProvider? meters) => (_gauges, _meters) = (gauges, meters);

    internal async Task SendAsync()
    {
        if (_gauges is null || _meters is null)
            return;
        await _gauges.ReadAsync();
        _meters.ForceFlush(LongestFlush);
    }
}
