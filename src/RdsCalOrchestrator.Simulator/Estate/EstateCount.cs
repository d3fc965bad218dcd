using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>The estate counted by the simulator itself, for whoever compares it with what was reported. Nothing in it is secret.</summary>
internal sealed record EstateCount(IReadOnlyList<MachineCount> Machines, int EffectCount)
{
    public static EstateCount Of(EstateState state)
    {
        var effects = state.Effects.ToLookup(static e => e.Effect.Server);
        return new([.. state.Machines.Select(m => MachineCount.Of(m, effects[m.Name]))], state.Effects.Count);
    }
}

/// <param name="Totals">CALs that can be moved, by kind; built-in, temporary and overused packs are none.</param>
/// <param name="Effects">How often each kind of effect was applied here.</param>
internal sealed record MachineCount(
    string ComputerName,
    string? ResourceId,
    PowerState Power,
    AgentState Agent,
    string LicensingService,
    int Activation,
    IReadOnlyList<SimulatedPack> Packs,
    IReadOnlyList<KindCount> Totals,
    IReadOnlyDictionary<string, int> Effects)
{
    public static MachineCount Of(Machine machine, IEnumerable<AppliedEffect> effects) => new(
        machine.Name,
        machine.ResourceId,
        machine.Power,
        machine.Agent,
        machine.Licensing.Service,
        machine.Licensing.Activation,
        [.. machine.Licensing.Packs.Select(Copy)],
        [
            .. machine.Licensing.Packs
                .Where(IsMovable)
                .GroupBy(static p => (p.VersionId, p.ProductType))
                .Select(static g => new KindCount(g.Key.VersionId, g.Key.ProductType, g.Sum(static p => p.Total))),
        ],
        effects.CountBy(static e => e.Effect.Kind).ToDictionary());

    // Win32_TSLicenseKeyPack: types 1, 2 and 5 were bought by retail, agreement and open license; types 0 and 1 are per device and
    // per user.
    private static bool IsMovable(SimulatedPack pack) =>
        pack is { KeyPackType: 1 or 2 or 5, ProductType: 0 or 1, Total: not uint.MaxValue };

    /// <summary>The answer is written after the lock was given back.</summary>
    private static SimulatedPack Copy(SimulatedPack pack) => new()
    {
        RowId = pack.RowId,
        KeyPackType = pack.KeyPackType,
        ProductType = pack.ProductType,
        VersionId = pack.VersionId,
        Total = pack.Total,
        Issued = pack.Issued,
        Expires = pack.Expires,
        Description = pack.Description,
    };
}

internal sealed record KindCount(int VersionId, int ProductType, long Total);
