using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Timers;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RdsCalOrchestrator.Azurite;
using RdsCalOrchestrator.Functions;
using RdsCalOrchestrator.Scenarios.Harsh;
using RdsCalOrchestrator.Simulator.Arm;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.Faults;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>
/// The whole system in one process on one clock: the app over HTTP, the simulated estate over HTTP.
/// Days pass as soon as nothing is left to do.
/// </summary>
internal sealed class ScenarioHost : IAsyncDisposable
{
    internal const string Key = "a-key-of-this-scenario";

    /// <summary>From where the app reads the retail codes of the setup.</summary>
    internal const string CodesVariable = "RDSCAL_DEMO_CODES_BRINDLE";

    private const int MostPasses = 100;

    private const string PublicAddress = "http://app.example";

    private readonly TemporaryFolder _data;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));
    private readonly WebApplication _simulator;
    private readonly ScenarioSetup _setup;
    private readonly string[] _tables;
    private IHost? _app;
    private IHost? _second;

    private ScenarioHost(ScenarioSetup setup)
    {
        _setup = setup;
        _tables = setup.InTables ? ["--Records:ConnectionString", RunningAzurite.Connection, "--Records:Tables", $"T{Guid.NewGuid():N}"] : [];
        _data = new TemporaryFolder(setup.InMemory);
        var options = new SimulatorOptions(setup.World, EstateDirectory, "http://127.0.0.1:0", KeepsEstate: !setup.InMemory);
        _simulator = SimulatedEstateHost.Build(options, _time, setup.Scripts);
        _simulator.StartAsync().GetAwaiter().GetResult();
        _app = BuildApp();
    }

    private IHost BuildApp(string directory = "app", params string[] more)
    {
        var builder = OrchestratorApp.CreateBuilder(
        [
            "--urls", "http://127.0.0.1:0", "--DataDirectory", Path.Combine(_data.Path, directory), "--Functions:Keys:Function", Key,
            "--Arm:Endpoint", _simulator.Urls.First(), "--Public:BaseUrl", $"{PublicAddress}/api", "--Waits:LongestSoak", "00:30:00",
            $"--{CodesVariable}", _setup.Codes, .. HarshArguments(_setup.Harsh), .. _tables, .. _setup.Arguments, .. more,
        ]);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Logging.ClearProviders();
        if (_setup.Logs is { } logs)
            builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        _setup.ChangeApp(builder);
        return builder.Build();
    }

    /// <summary>Laid out as the demo's.</summary>
    internal string DataDirectory => _data.Path;

    internal string JournalDirectory => Path.Combine(_data.Path, "app", "journal");

    internal string EngineDirectory => Path.Combine(_data.Path, "app", "engine");

    internal string SecondEngineDirectory => Path.Combine(_data.Path, "second", "engine");

    internal string EstateDirectory => Path.Combine(_data.Path, "estate");

    internal Uri Simulator => new(_simulator.Urls.First());

    internal Uri App => AddressOf(_app!);

    internal DateTimeOffset Now => _time.GetUtcNow();

    internal SimulatedEstate Estate => _simulator.Services.GetRequiredService<SimulatedEstate>();

    internal MachineHand Hand => _simulator.Services.GetRequiredService<MachineHand>();

    internal bool IsRunningScripts => !_simulator.Services.GetRequiredService<ScriptProcesses>().IsIdle;

    internal DurableEngine Engine => EngineOf(_app!);

    private IEnumerable<IHost> Apps => new[] { _app, _second }.OfType<IHost>();

    internal static async Task<ScenarioHost> StartAsync(ScenarioSetup setup)
    {
        if (setup.Harsh is { } seed)
            HarshSeed.Print(seed);
        var host = new ScenarioHost(setup);
        await host._app!.StartAsync();
        return host;
    }

    /// <summary>Waits for an answer however busy the machine is: how long a call takes by a real clock says nothing here.</summary>
    internal static HttpClient Client() => new() { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Ends the app, loses all that its engine ever knew, and starts it again on its journal.</summary>
    internal Task LoseEngineAsync() => RestartAsync(() => Directory.Delete(EngineDirectory, recursive: true));

    /// <summary>Ends the app, does something to its files, and starts it again.</summary>
    internal async Task RestartAsync(Action between)
    {
        await EndAppAsync();
        between();
        await StartAppAsync();
    }

    /// <summary>Ends the app; the estate, and time, go on without it.</summary>
    internal async Task EndAppAsync()
    {
        await _app!.StopAsync();
        _app.Dispose();
        _app = null;
    }

    internal async Task StartAppAsync()
    {
        _app = BuildApp();
        await _app.StartAsync();
    }

    /// <summary>
    /// Starts a second app on the same records and the same estate, with an engine directory of its own, as another process would be: neither
    /// knows of the other. Gives its address and engine.
    /// </summary>
    internal async Task<(Uri App, DurableEngine Engine)> StartSecondAsync()
    {
        _second = BuildApp(
            "second", "--Records:Directory", JournalDirectory, "--Records:KeyRing", Path.Combine(_data.Path, "app", "keys", "ring"));
        await _second.StartAsync();
        return (AddressOf(_second), EngineOf(_second));
    }

    /// <summary>A link as the people of this scenario can open it: it names the public address, where nobody listens here.</summary>
    internal string Reachable(string link) => link.Replace(PublicAddress, App.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);

    /// <summary>Lets everything come to rest, then goes to the next timer that is due.</summary>
    internal async Task PassAsync(CancellationToken cancellation)
    {
        await RestAsync(cancellation);
        if (Apps.Min(static a => EngineOf(a).NextTimerDue) is { } due && due > _time.GetUtcNow())
            _time.SetUtcNow(due);
        await RestAsync(cancellation);
    }

    /// <summary>The same, but no further than this.</summary>
    internal async Task PassAtMostAsync(TimeSpan most, CancellationToken cancellation)
    {
        await RestAsync(cancellation);
        var last = _time.GetUtcNow() + most;
        var due = Engine.NextTimerDue is { } next && next < last ? next : last;
        if (due > _time.GetUtcNow())
            _time.SetUtcNow(due);
        await RestAsync(cancellation);
    }

    /// <summary>Lets time go by although nothing of the engine's is due then.</summary>
    internal async Task PassAsync(TimeSpan time, CancellationToken cancellation)
    {
        await RestAsync(cancellation);
        _time.Advance(time);
        await RestAsync(cancellation);
    }

    /// <summary>Goes from timer to timer until something has come about.</summary>
    internal async Task PassUntilAsync(Func<Task<bool>> hasComeAbout, CancellationToken cancellation)
    {
        for (var step = 0; step < MostPasses; step++)
        {
            await PassAsync(cancellation);
            if (await hasComeAbout())
                return;
        }

        throw new InvalidOperationException($"It has not come about after {MostPasses} timers.");
    }

    internal async Task RestAsync(CancellationToken cancellation)
    {
        foreach (var app in Apps)
        {
            await app.Services.GetRequiredService<TimerScheduler>().WhenIdleAsync(cancellation);
            await EngineOf(app).WhenIdleAsync(cancellation);
        }

        await _simulator.Services.GetRequiredService<ScriptProcesses>().WhenIdleAsync(cancellation);
        var broken = Apps.SelectMany(static app => EngineOf(app).Harsh?.BrokenRepeats ?? []).ToList();
        if (broken.Count > 0)
            throw new InvalidOperationException(string.Join(Environment.NewLine, broken));
    }

    private static Uri AddressOf(IHost app) => new(((WebApplication)app).Urls.First());

    private static DurableEngine EngineOf(IHost app) => app.Services.GetRequiredService<DurableEngine>();

    private static string[] HarshArguments(int? seed) =>
        seed is { } given ? ["--Embedded:Harsh", given.ToString(CultureInfo.InvariantCulture)] : [];

    public async ValueTask DisposeAsync()
    {
        foreach (var app in Apps)
            await app.StopAsync();
        await _simulator.StopAsync();
        await _simulator.DisposeAsync();
        foreach (var app in Apps)
            app.Dispose();
        _data.Dispose();
    }
}
