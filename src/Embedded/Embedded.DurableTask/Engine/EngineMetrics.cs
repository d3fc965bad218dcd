using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Microsoft.DurableTask.Engine;

/// <summary>What an engine measures. Names and units are kept: dashboards depend on them.</summary>
internal sealed class EngineMetrics : IDisposable
{
    private readonly Meter _meter = new(EngineTraces.Name);
    private readonly Histogram<double> _checkpoint;
    private readonly Histogram<double> _activity;

    public EngineMetrics(DurableEngine engine)
    {
        _checkpoint = _meter.CreateHistogram<double>(
            "durabletask.checkpoint.duration", "s", "From the end of a step to its checkpoint on the disk.");
        _activity = _meter.CreateHistogram<double>("durabletask.activity.duration", "s", "One run of an activity, without its wait for a slot.");
        _meter.CreateObservableGauge(
            "durabletask.instances", () => InstancesOf(engine), "{instance}", "Instances in the engine's database by their state.");
        _meter.CreateObservableGauge(
            "durabletask.work", () => engine.Work.Count, "{item}", "Steps and activities that run or wait for a slot.");
        _meter.CreateObservableGauge(
            "durabletask.queue.depth", () => engine.IsStarted ? engine.Writer.Waiting : 0, "{change}", "Changes that wait for the writer.");
        _meter.CreateObservableGauge(
            "durabletask.parked", () => engine.Parked.Names.Count, "{item}", "Steps and results that could not be written and wait.");
    }

    public bool Owns(Meter meter) => ReferenceEquals(meter, _meter);

    public void Checkpoint(long since) => _checkpoint.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);

    public void Activity(string name, bool hasFailed, long since) => _activity.Record(
        Stopwatch.GetElapsedTime(since).TotalSeconds,
        new("durabletask.task.name", name),
        new("durabletask.task.status", hasFailed ? "Failed" : "Completed"));

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> InstancesOf(DurableEngine engine) =>
        !engine.IsStarted
            ? []
            : engine.Readers.Read(static store => store.CountByStatus()).Select(static state =>
                new Measurement<long>(state.Count, new KeyValuePair<string, object?>("durabletask.task.status", state.Status)));
}
