namespace RdsCalOrchestrator.Simulator.Throttling;

/// <summary>
/// Azure's limits as they are documented: of Resource Manager ("Understand how Azure Resource Manager throttles requests"; one principal
/// here, so one bucket for each subscription) and of Compute ("Throttling limits for Azure Compute").
/// </summary>
/// <param name="Name">By which calls that were refused are counted.</param>
/// <param name="Header">What its header, or its part of Compute's header, is called. Compute's new names were not seen.</param>
internal sealed record ArmLimit(string Name, string Header, double Capacity, double PerSecond, LimitScope Scope)
{
    private const double Minute = 60;

    public static readonly ArmLimit Reads = OfSubscription("reads", 250, 25);
    public static readonly ArmLimit Writes = OfSubscription("writes", 200, 10);
    public static readonly ArmLimit Deletes = OfSubscription("deletes", 200, 10);

    /// <summary>PUT and DELETE of run commands count alike.</summary>
    public static readonly ArmLimit[] UpdateVm =
    [
        new("updateVmOfMachine", "Microsoft.Compute/UpdateVMResource", 12, 4 / Minute, LimitScope.Machine),
        new("updateVmOfRegion", "Microsoft.Compute/UpdateVMSubscription", 1_500, 500 / Minute, LimitScope.Region),
    ];

    public static readonly ArmLimit[] LowCostGet =
    [
        new("lowCostGetOfMachine", "Microsoft.Compute/LowCostGetResource", 36, 12 / Minute, LimitScope.Machine),
        new("lowCostGetOfRegion", "Microsoft.Compute/LowCostGetSubscription", 24_000, 8_000 / Minute, LimitScope.Region),
    ];

    private static ArmLimit OfSubscription(string name, double capacity, double perSecond) =>
        new(name, $"x-ms-ratelimit-remaining-subscription-{name}", capacity, perSecond, LimitScope.Subscription);
}

internal enum LimitScope
{
    Machine,

    /// <summary>Of one subscription.</summary>
    Region,
    Subscription,
}
