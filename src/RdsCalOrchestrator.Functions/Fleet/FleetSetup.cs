using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Scripts;
using RdsCalOrchestrator.RunCommand;
using RdsCalOrchestrator.RunCommand.Arm;

namespace RdsCalOrchestrator.Functions.Fleet;

/// <summary>The channel to the servers and the budget of what goes through it.</summary>
internal static class FleetSetup
{
    internal static IServiceCollection AddChannel(this IServiceCollection services)
    {
        services.AddSingleton(static s => new Buckets(
            s.GetRequiredService<IRecordStore>(), s.GetRequiredService<IOptions<FleetLimits>>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static s => new Regions(s.GetRequiredService<IRecordStore>()));
        services.AddSingleton(static s => AzureVmChannel.Create(
            s.GetRequiredService<IOptions<ArmOptions>>().Value, new AzuresCount(s.GetRequiredService<Buckets>(), s.GetRequiredService<Regions>())));
        services.AddSingleton(static s => Budget(
            s, s.GetRequiredService<AzureVmChannel>(), s.GetRequiredService<IRecordStore>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IRunCommandChannel>(static s =>
            new BudgetedChannel(s.GetRequiredService<AzureVmChannel>(), s.GetRequiredService<FleetBudget>()));
        return services;
    }

    private static FleetBudget Budget(IServiceProvider services, AzureVmChannel azure, IRecordStore store, TimeProvider time) => new(
        services.GetRequiredService<Buckets>(), new Turns(store, time), new Seats(store, time), services.GetRequiredService<Regions>(), azure,
        services.GetRequiredService<IOptions<FleetLimits>>(), services.GetRequiredService<IOptions<ScriptTimes>>(), time);
}
