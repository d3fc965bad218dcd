using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RdsCalOrchestrator.Functions.Asks;
using RdsCalOrchestrator.Functions.Fleet;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Scripts;
using RdsCalOrchestrator.Functions.Sweeping;
using RdsCalOrchestrator.Functions.Watching;
using RdsCalOrchestrator.RunCommand.Arm;

namespace RdsCalOrchestrator.Functions.Settings;

/// <summary>The options of every area, checked together before anything is set up from them; docs/settings.md describes each.</summary>
internal static class SettingsSetup
{
    /// <exception cref="InvalidOperationException">It lists each setting that is refused, and what to do.</exception>
    internal static IServiceCollection AddSettings(this IServiceCollection services, IConfiguration configuration)
    {
        var isAzure = AzureHost.IsHere(configuration);
        var settings = new SettingsReader(configuration);
        services
            .AddSingleton(settings.Read<PublicAddress>(PublicAddress.Section, address => address.Refusals(isAzure)))
            .AddSingleton(settings.Read<RecordsOptions>(RecordsOptions.Section, records => RecordsRules.Of(records, isAzure)))
            .AddSingleton(settings.Read<ArmOptions>(ArmOptions.Section, arm => FleetRules.Of(arm, isAzure)))
            .AddSingleton(settings.Read<FleetLimits>(FleetLimits.Section, FleetRules.Of))
            .AddSingleton(settings.Read<ScriptTimes>(ScriptTimes.Section))
            .AddSingleton(settings.Read<ScriptOutputOptions>(ScriptOutputOptions.Section, static output => output.Refusals()))
            .AddSingleton(settings.Read<SweepOptions>(SweepOptions.Section))
            .AddSingleton(settings.Read<Waits>(Waits.Section))
            .AddSingleton(settings.Read<WatchOptions>(WatchOptions.Section));
        settings.ThrowIfRefused();
        return services;
    }
}
