using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace RdsCalOrchestrator.Functions.Watching;

/// <summary>
/// Traces and metrics of app and engine, sent where the standard settings say: by OTLP to <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> (all other
/// <c>OTEL_…</c> settings hold too), and as the app's identity to Azure Monitor by <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>. With neither,
/// nothing is measured.
/// </summary>
internal static class TelemetrySetup
{
    private const string Otlp = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string AzureMonitor = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    // The engine's spans and, on Azure, those of the Durable client have the one name; those of invocations the other.
    private const string Durable = "Microsoft.DurableTask";
    private const string Functions = "Microsoft.Azure.Functions.Worker";

    // Of .NET itself: calls to Azure, with their queries left out of the address.
    private const string Http = "System.Net.Http";
    private const string Runtime = "System.Runtime";

    internal static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var byOtlp = !string.IsNullOrEmpty(configuration[Otlp]);
        var monitor = configuration[AzureMonitor];
        if (!byOtlp && string.IsNullOrEmpty(monitor))
            return services;
        services.AddSingleton<StandingGauges>();
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService("rdscalorchestrator", serviceVersion: AppVersion.Text))
            .WithTracing(static traces => traces.AddSource(MigrationTrace.SourceName, Durable, Functions, Http))
            .WithMetrics(static metrics => metrics.AddMeter(StandingGauges.MeterName, Durable, Http, Runtime)
                .AddInstrumentation(static s => s.GetRequiredService<StandingGauges>()));
        if (byOtlp)
            telemetry.WithTracing(static traces => traces.AddOtlpExporter()).WithMetrics(static metrics => metrics.AddOtlpExporter());
        if (!string.IsNullOrEmpty(monitor))
        {
            telemetry.WithTracing(traces => traces.AddAzureMonitorTraceExporter(To))
                .WithMetrics(metrics => metrics.AddAzureMonitorMetricExporter(To));
        }

        return services;

        void To(AzureMonitorExporterOptions options)
        {
            (options.ConnectionString, options.Credential) = (monitor, new DefaultAzureCredential());
            // By default it keeps five traces a second, and of the others' spans none: a batch would lose parts of its migrations.
            (options.TracesPerSecond, options.SamplingRatio) = (null, 1F);
        }
    }
}
