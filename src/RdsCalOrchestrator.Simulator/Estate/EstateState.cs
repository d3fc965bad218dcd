using RdsCalOrchestrator.Simulator.Arm;
using RdsCalOrchestrator.Simulator.Clearinghouse;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>Everything there is in the simulated estate. A world file is an estate that nothing has happened to yet.</summary>
internal sealed class EstateState
{
    /// <summary>IDs are made from it: the same world gives out the same IDs in the same order.</summary>
    public required string Seed { get; set; }

    public AssumptionSwitches Switches { get; set; } = new();

    public List<Machine> Machines { get; set; } = [];

    /// <summary>The one part that holds what customers keep secret: numbers, codes and the IDs given out.</summary>
    public ClearinghouseState Clearinghouse { get; set; } = new();

    public List<AppliedEffect> Effects { get; set; } = [];

    public List<Operation> Operations { get; set; } = [];
}

internal sealed record AppliedEffect(DateTimeOffset Utc, Effect Effect);
