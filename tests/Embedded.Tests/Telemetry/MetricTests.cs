using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Embedded.Tests.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Telemetry;

/// <summary>What an engine measures, by the names that dashboards know.</summary>
public sealed class MetricTests : IDisposable
{
    private readonly ConcurrentBag<(string Name, double Value, string? Tags)> _measured = [];
    private readonly MeterListener _listener = new();

    public MetricTests()
    {
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
    }

    [Fact]
    public async Task Instances_AreCountedByTheirStates()
    {
        await using var engine = await StartAsync();
        await engine.RunAsync("Ends");
        await engine.RunAsync("Fails");
        await engine.StartInstanceAsync("Waits");
        await engine.IdleAsync();
        Assert.Equal(["1 Completed", "1 Failed", "1 Running"], Observed("durabletask.instances"));
        Assert.Equal(["0 "], Observed("durabletask.work"));
        Assert.Equal(["0 "], Observed("durabletask.queue.depth"));
    }

    [Fact]
    public async Task Checkpoints_AreMeasuredOnceAStep_AndActivitiesByTheirEnd()
    {
        await using var engine = await StartAsync();
        await engine.RunAsync("Ends");
        await engine.RunAsync("Fails");
        Assert.Equal(4, _measured.Count(static m => m.Name == "durabletask.checkpoint.duration"));
        Assert.Equal(
            ["Failing Failed", "Fine Completed"],
            _measured.Where(static m => m.Name == "durabletask.activity.duration").Select(static m => m.Tags).Order());
    }

    [Fact]
    public async Task Work_ThatCannotBeWritten_IsCounted()
    {
        await using var engine = await StartAsync();
        await engine.RunAsync("Waits");
        engine.FillDisk();
        await engine.RaiseAsync("Waits", "go", "short");
        Assert.Equal(["1 "], Observed("durabletask.parked"));
    }

    public void Dispose() => _listener.Dispose();

    private async Task<TestEngine> StartAsync()
    {
        var engine = await TestEngine.StartAsync(new TestTasks()
            .Activity("Fine", static input => input)
            .Activity("Failing", static _ => throw new InvalidOperationException("no"))
            .Orchestrator("Ends", static async context => await context.CallActivityAsync<string>("Fine", "x"))
            .Orchestrator("Fails", static async context => await context.CallActivityAsync<string>("Failing"))
            .Orchestrator("Waits", static async context =>
                await context.WaitForExternalEvent<string>("go") + await context.CallActivityAsync<string>("Fine", new string('x', 1_000_000))));
        // This engine's and no other's: tests run side by side.
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (engine.Owns(instrument.Meter))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.Start();
        return engine;
    }

    private IEnumerable<string> Observed(string name)
    {
        _measured.Clear();
        _listener.RecordObservableInstruments();
        return _measured.Where(m => m.Name == name).Select(static m => $"{m.Value} {m.Tags}").Order();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Add((instrument.Name, value, string.Join(' ', tags.ToArray().Select(static t => t.Value))));
}
