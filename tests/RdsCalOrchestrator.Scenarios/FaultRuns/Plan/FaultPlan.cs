using RdsCalOrchestrator.Simulator.Faults;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Scenarios.FaultRuns.Plan;

/// <summary>All that is drawn for one run: the world, what is asked for, and what goes wrong. The same seed draws the same.</summary>
/// <param name="AsBatch">The migrations of the first step are sent as one batch.</param>
/// <param name="CalmAt">From this step on nothing goes wrong any more, and people answer at once.</param>
internal sealed record FaultPlan(
    int Seed,
    AssumptionSwitches Switches,
    IReadOnlyList<RunSource> Sources,
    IReadOnlyList<RunTarget> Targets,
    IReadOnlyList<RunMigration> Migrations,
    IReadOnlyList<Happening> Happenings,
    IReadOnlyList<PlannedFault> Faults,
    bool HostsAttested,
    string OnRefusal,
    bool AsBatch,
    int CalmAt)
{
    internal IEnumerable<RunPack> Packs => Sources.SelectMany(static s => s.Packs);

    /// <summary>After it nothing is sent and nothing happens any more.</summary>
    internal int LastStep { get; } = Migrations.Select(static m => m.SubmitAt).Concat(Happenings.Select(static h => h.Step)).Max();

    internal string RetailCode => Packs.FirstOrDefault(static p => p.Program == "retail")?.Number ?? "";
}

/// <summary>
/// A pack of a source. No other of its run has its total or one CAL less, so that a row tells where it came from, also one that an import
/// created too small.
/// </summary>
/// <param name="Number">What proves the purchase.</param>
internal sealed record RunPack(int RowId, string Program, string Version, int VersionId, int ProductType, int Cals, string Number)
{
    internal string Purchase => $"bought-{Cals}";

    internal string CalType => ProductType == 1 ? "user" : "device";

    /// <summary>KeyPackType of Win32_TSLicenseKeyPack: 1 retail, 2 volume, 5 open.</summary>
    internal int KeyPackType => Program switch { "retail" => 1, "open" => 5, _ => 2 };

    internal bool Is(PackRow? row) =>
        row is not null && row.VersionId == VersionId && row.ProductType == ProductType && (row.Total == Cals || row.Total == Cals - 1);

    internal bool IsWhole(PackRow? row) => Is(row) && row!.Total == Cals;

    /// <summary>Only the Clearinghouse knows how many CALs a retail code holds, where the source cannot be asked.</summary>
    internal bool IsAsFarAsKnown(PackRow? row) => Program == "retail" ? Is(row) : IsWhole(row);
}

/// <param name="State"><c>reachable</c>, <c>unreachable</c> (no script reaches it) or <c>gone</c>.</param>
internal sealed record RunSource(string Name, string State, IReadOnlyList<RunPack> Packs);

/// <param name="Reaches">Sources it may administer, so that its imports may remove there.</param>
/// <param name="PowerCutAt">When it loses its power, once.</param>
internal sealed record RunTarget(string Name, bool IsActivated, IReadOnlyList<string> Reaches, PowerCutMoment? PowerCutAt);

/// <param name="SubmitAt">Step at which it is sent.</param>
internal sealed record RunMigration(string Id, RunSource Source, string Target, string SourceState, string Reason, string Method, int SubmitAt);

internal sealed record PlannedFault(string Machine, FaultOrder Order);
