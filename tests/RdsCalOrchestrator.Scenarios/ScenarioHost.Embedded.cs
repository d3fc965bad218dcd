using Microsoft.AspNetCore.Builder;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RdsCalOrchestrator.Functions;
using RdsCalOrchestrator.Simulator.Arm;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>The whole system in one process on one clock: the app over HTTP, the simulated estate over HTTP. Days pass as soon as nothing is left to do.</summary>
internal sealed class ScenarioHost : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("rdscal-scenario-");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));
    private readonly WebApplication _simulator;
    private readonly IHost _app;

    private ScenarioHost(string world, string codes)
    {
        _simulator = SimulatedEstateHost.Build(new SimulatorOptions(world, Path.Combine(_data.FullName, "estate"), "http://127.0.0.1:0"), _time, static w => new ScriptMachine(w));
        _simulator.StartAsync().GetAwaiter().GetResult();
        var builder = OrchestratorApp.CreateBuilder(
        [
            "--urls", "http://127.0.0.1:0", "--DataDirectory", Path.Combine(_data.FullName, "app"), "--Functions:Keys:Function", Key, "--Arm:Endpoint", _simulator.Urls.First(),
            "--Public:BaseUrl", "http://app.example/api", "--RDSCAL_DEMO_CODES_BRINDLE", codes, "--Waits:LongestSoak", "00:30:00",
        ]);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Logging.ClearProviders();
        _app = builder.Build();
    }

    internal const string Key = "a-key-of-this-scenario";

    internal string JournalFile => Path.Combine(_data.FullName, "app", "journal", "journal.db");

    internal string EngineDirectory => Path.Combine(_data.FullName, "app", "engine");

    internal Uri Simulator => new(_simulator.Urls.First());

    internal Uri App => new(((WebApplication)_app).Urls.First());

    internal static async Task<ScenarioHost> StartAsync(string world, string codes)
    {
        var host = new ScenarioHost(world, codes);
        await host._app.StartAsync();
        return host;
    }

    /// <summary>Lets everything come to rest, then goes to the next timer that is due.</summary>
    internal async Task PassAsync(CancellationToken cancellation)
    {
        await RestAsync(cancellation);
        if (_app.Services.GetRequiredService<DurableEngine>().NextTimerDue is { } due && due > _time.GetUtcNow())
            _time.SetUtcNow(due);
        await RestAsync(cancellation);
    }

    internal async Task RestAsync(CancellationToken cancellation)
    {
        await _app.Services.GetRequiredService<DurableEngine>().WhenIdleAsync(cancellation);
        await _simulator.Services.GetRequiredService<ScriptProcesses>().WhenIdleAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _simulator.StopAsync();
        await _simulator.DisposeAsync();
        _app.Dispose();
        _data.Delete(recursive: true);
    }
}
