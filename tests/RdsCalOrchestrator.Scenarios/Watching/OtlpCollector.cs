using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace RdsCalOrchestrator.Scenarios.Watching;

/// <summary>Takes what an app sends by OTLP over HTTP, and keeps the bytes as Latin-1 text.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string Text)> _received = new();

    private OtlpCollector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body, Encoding.Latin1);
            _received.Enqueue((request.Path, await reader.ReadToEndAsync()));
        });
    }

    /// <summary>What makes an app send to it.</summary>
    internal IReadOnlyList<string> Settings =>
        ["--OTEL_EXPORTER_OTLP_ENDPOINT", _app.Urls.First(), "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"];

    internal string Traces => Of("/v1/traces");

    internal string Metrics => Of("/v1/metrics");

    internal static async Task<OtlpCollector> StartAsync()
    {
        var collector = new OtlpCollector();
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private string Of(string path) => string.Concat(_received.Where(r => r.Path == path).Select(static r => r.Text));
}
