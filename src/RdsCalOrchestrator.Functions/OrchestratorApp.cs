using Microsoft.AspNetCore.DataProtection;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using RdsCalOrchestrator.Functions.Asks;
using RdsCalOrchestrator.Functions.Batches;
using RdsCalOrchestrator.Functions.Fleet;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Scripts;
using RdsCalOrchestrator.Functions.Settings;
using RdsCalOrchestrator.Functions.Sweeping;
using RdsCalOrchestrator.Functions.Watching;
using RdsCalOrchestrator.RunCommand;

namespace RdsCalOrchestrator.Functions;

/// <summary>The app, put together once for its own process, the Demo and the tests; official types only.</summary>
public static class OrchestratorApp
{
    /// <exception cref="InvalidOperationException">A setting is refused; it lists each of them, and what to do.</exception>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<HttpShell>();
        // A link's token is in its address, and these write addresses: requests as messages, and as the scope of whatever else is logged.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSettings(builder.Configuration);
        services.AddRecords(builder.Configuration);
        services.AddRazorComponents();
        services.AddChannel();
        services.AddTelemetry(builder.Configuration);
        AddSteps(services);
        return builder;
    }

    private static void AddSteps(IServiceCollection services)
    {
        services.AddSingleton(static s => new ScriptOutput(s.GetRequiredService<IOptions<ScriptOutputOptions>>().Value.Container));
        services.AddSingleton(static s => new StepDecider(
            s.GetRequiredService<MigrationJournal>(), s.GetRequiredService<IOptions<ScriptTimes>>(), s.GetRequiredService<ScriptOutput>(),
            s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static s => new Claims(
            s.GetRequiredService<Journal>(), s.GetRequiredService<MigrationJournal>(), s.GetRequiredService<IOptions<ScriptTimes>>()));
        services.AddSingleton(static s => new ScriptSighting(
            s.GetRequiredService<MigrationJournal>(), s.GetRequiredService<IOptions<ScriptTimes>>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static s => new AskLinks(
            s.GetRequiredService<IRecordStore>(), s.GetRequiredService<IDataProtectionProvider>(),
            s.GetRequiredService<IOptions<PublicAddress>>()));
        services.AddSingleton(static s => new Acceptance(s.GetRequiredService<MigrationJournal>(), s.GetRequiredService<IOptions<Waits>>()));
        services.AddSingleton(static s => new PackClaims(
            s.GetRequiredService<Journal>(), s.GetRequiredService<MigrationJournal>(), s.GetRequiredService<KeyedHash>()));
        services.AddSingleton(static s => new OtherMigrations(
            s.GetRequiredService<Journal>(), s.GetRequiredService<MigrationJournal>(), s.GetRequiredService<PackClaims>()));
        services.AddSingleton(static s => new LastSuccess(s.GetRequiredService<IRecordStore>()));
        services.AddSingleton(static s => new StandingReader(
            s.GetRequiredService<MigrationList>(), s.GetRequiredService<BatchJournal>(), s.GetRequiredService<LastSuccess>(),
            s.GetRequiredService<IOptions<WatchOptions>>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static s => new StandingReport(s.GetService<StandingGauges>(), s.GetService<MeterProvider>()));
        services.AddSingleton(static s => new AttemptEnd(
            s.GetRequiredService<MigrationJournal>(), s.GetRequiredService<AskLinks>(), s.GetRequiredService<LastSuccess>()));
        services.AddSingleton(static s => new MigrationList(s.GetRequiredService<IRecordStore>()));
        services.AddSingleton(static s => new BatchJournal(
            s.GetRequiredService<Journal>(), s.GetRequiredService<IRecordStore>(), s.GetRequiredService<MigrationList>()));
        services.AddSingleton(static s => new GivenIds(
            s.GetRequiredService<Journal>(), s.GetRequiredService<MigrationJournal>(), s.GetRequiredService<KeyedHash>()));
        services.AddSingleton<RetailCodes>();
        services.AddSingleton(static s => new ServerSweep(
            s.GetRequiredService<Claims>(), s.GetRequiredService<MigrationJournal>(), s.GetRequiredService<IRunCommandChannel>(),
            s.GetRequiredService<IOptions<SweepOptions>>(), s.GetRequiredService<TimeProvider>()));
    }
}
