using RdsCalOrchestrator.Simulator.Clearinghouse;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>Everything there is in the simulated estate. A world file is an estate that nothing has happened to yet.</summary>
internal sealed class EstateState
{
    /// <summary>IDs are made from it: the same world gives out the same IDs in the same order.</summary>
    public required string Seed { get; set; }

    public AssumptionSwitches Switches { get; set; } = new();

    /// <summary>Azure refuses calls over its limits. Off, it only counts them.</summary>
    public bool Throttling { get; set; }

    public List<Machine> Machines { get; set; } = [];

    /// <summary>The one part that holds what customers keep secret: numbers, codes and the IDs given out.</summary>
    public ClearinghouseState Clearinghouse { get; set; } = new();

    public List<AppliedEffect> Effects { get; set; } = [];

    /// <summary>In the order of their numbers, which begin at 1.</summary>
    public List<ScriptExecution> Executions { get; set; } = [];

    /// <summary>What run commands have left in blob containers.</summary>
    public List<WrittenBlob> Blobs { get; set; } = [];

    /// <summary>By its computer name, in any case of its letters.</summary>
    public Machine? FindMachine(string name) => Machines.Find(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase));

    public ScriptExecution? ExecutionOf(Effect effect) => effect.Execution is { } number ? Executions[number - 1] : null;

    public IEnumerable<EstatePart> Parts() =>
    [
        EstatePart.HeadOf(this),
        EstatePart.Of(Clearinghouse),
        .. Clearinghouse.Purchases.Select(p => EstatePart.Of(Clearinghouse, p)),
        .. Machines.Select(EstatePart.Of),
        .. Effects.Select(EstatePart.Of),
        .. Executions.Select(EstatePart.Of),
        .. Blobs.Select(EstatePart.Of),
    ];
}
