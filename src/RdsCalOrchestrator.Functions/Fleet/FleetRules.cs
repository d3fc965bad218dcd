using RdsCalOrchestrator.Functions.Settings;
using RdsCalOrchestrator.RunCommand.Arm;

namespace RdsCalOrchestrator.Functions.Fleet;

/// <summary>What must hold of the settings in sections <c>Arm</c> and <c>Fleet</c>, beside the range of each.</summary>
internal static class FleetRules
{
    private const string Endpoint = $"{ArmOptions.Section}:{nameof(ArmOptions.Endpoint)}";
    private const string Share = $"{FleetLimits.Section}:{nameof(FleetLimits.Share)}";

    internal static IEnumerable<Refusal> Of(ArmOptions arm, bool isAzure)
    {
        if (!arm.MayBeCalled())
        {
            yield return Refusal.Example(
                Endpoint, "must be an https address, or a loopback address of a simulated estate.", "https://management.azure.com");
        }
        else if (isAzure && arm.IsSimulated())
        {
            yield return new Refusal(
                Endpoint, "is a simulated estate on this machine, and this is Azure.", $"Remove {Refusal.Variable(Endpoint)}.");
        }
    }

    // Less than one whole call is never granted to those who cannot wait.
    internal static IEnumerable<Refusal> Of(FleetLimits limits) =>
        from limit in new (string Name, CallRate Rate)[]
        {
            (nameof(FleetLimits.ServerChanges), limits.ServerChanges), (nameof(FleetLimits.RegionChanges), limits.RegionChanges),
            (nameof(FleetLimits.Reads), limits.Reads),
            (nameof(FleetLimits.Writes), limits.Writes), (nameof(FleetLimits.Deletes), limits.Deletes),
        }
        where limit.Rate.Burst * limits.Share < 1
        let setting = $"{FleetLimits.Section}:{limit.Name}:{nameof(CallRate.Burst)}"
        select new Refusal(
            setting, $"is {limit.Rate.Burst}, of which {Share} {limits.Share} leaves less than one call.",
            $"Raise {Refusal.Variable(setting)} or {Refusal.Variable(Share)}.");
}
