using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace RdsCalOrchestrator.Scenarios.Watching;

/// <summary>
/// Keeps the spans that an app sends. Those of the test's own calls, which its process makes as well, belong to no function and are left out.
/// </summary>
internal sealed class RecordedSpans : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<Activity> _spans = new();

    internal IReadOnlyCollection<Activity> All => _spans;

    internal static string TextOf(Activity span) =>
        $"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects.Select(static t => $"{t.Key}={t.Value}"))} "
        + string.Join(' ', span.Events.Select(static e => $"{e.Name} {string.Join(' ', e.Tags.Select(static t => $"{t.Key}={t.Value}"))}"));

    internal void Record(FunctionsApplicationBuilder app) => app.Services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddProcessor(this));

    public override void OnEnd(Activity data)
    {
        if (data.Source.Name != "System.Net.Http" || data.ParentSpanId != default)
            _spans.Enqueue(data);
    }
}
