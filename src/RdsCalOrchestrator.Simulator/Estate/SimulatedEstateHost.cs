using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RdsCalOrchestrator.Simulator.Arm;
using RdsCalOrchestrator.Simulator.Clearinghouse;
using RdsCalOrchestrator.Simulator.Faults;
using RdsCalOrchestrator.Simulator.LicenseServers;
using RdsCalOrchestrator.Simulator.Throttling;

namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>Puts the simulated estate together, for its own process and for tests that host it in theirs.</summary>
internal static class SimulatedEstateHost
{
    /// <exception cref="SimulatorRefusedException">The world file is wrong, or another simulator holds the folder.</exception>
    public static WebApplication Build(SimulatorOptions options, TimeProvider time, Func<ILicenseServerWorld, IScriptMachine> scripts)
    {
        // Read by the PowerShell engine when it is first used.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(options.Url);
        builder.Logging.ClearProviders().AddSimpleConsole(static o => o.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Services.ConfigureHttpJsonOptions(static o =>
        {
            o.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
        builder.Services
            .AddSingleton(options)
            .AddSingleton(time)
            .AddSingleton(static s => DataDirectory.Open(s.GetRequiredService<SimulatorOptions>().Data))
            .AddSingleton(s => OpenEstate(s.GetRequiredService<DataDirectory>(), options, time))
            .AddSingleton(s => scripts(s.GetRequiredService<SimulatedEstate>()))
            .AddSingleton<ScriptProcesses>()
            .AddSingleton<RunCommands>()
            .AddSingleton<ArmThrottle>()
            .AddSingleton<MachineHand>()
            .AddSingleton<Presence>();
        var app = builder.Build();
        try
        {
            // Opens the estate now: whoever starts the simulator hears at once why it cannot.
            app.Services.GetRequiredService<Presence>().Announce(app);
        }
        catch (SimulatorRefusedException)
        {
            ((IDisposable)app).Dispose();
            throw;
        }

        app.Services.GetRequiredService<SimulatedEstate>().PowerCut += app.Services.GetRequiredService<ScriptProcesses>().Cut;
        Map(app);
        return app;
    }

    private static SimulatedEstate OpenEstate(DataDirectory data, SimulatorOptions options, TimeProvider time)
    {
        var file = options.KeepsEstate ? EstateFile.Open(data.Path) : null;
        try
        {
            return SimulatedEstate.Open(file, options.World, time);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    private static void Map(WebApplication app)
    {
        app.UseWhen(static c => c.Request.Path.StartsWithSegments("/subscriptions"), static arm => arm.Use(ArmEndpoints.CheckAsync));
        app.MapArm();
        app.MapClearinghouse();
        app.MapControl();
        app.MapFaults();
        app.MapHand();
        app.MapFallback("{**path}", static (HttpContext context, ILogger<SimulatedEstate> log) =>
        {
            log.LogWarning("Not modelled: {Method} {Path}", context.Request.Method, context.Request.Path);
            return ArmError.NotModelled($"{context.Request.Method} {context.Request.Path}").Reply;
        });
    }
}
