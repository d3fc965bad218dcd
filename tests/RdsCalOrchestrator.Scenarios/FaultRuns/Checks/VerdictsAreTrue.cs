using System.Text.Json;
using RdsCalOrchestrator.Scenarios.FaultRuns.Plan;

namespace RdsCalOrchestrator.Scenarios.FaultRuns.Checks;

/// <summary>
/// A verdict says what the simulator counts: proved CALs are on one target and off their source, and none is called lost or doubled that is
/// not. What somebody did by hand after the migration had last read a server is nobody's verdict.
/// </summary>
internal static class VerdictsAreTrue
{
    internal static IEnumerable<string> Check(RunSeen seen) =>
        from migration in seen.Plan.Migrations
        let view = seen.Views.FirstOrDefault(v => v.Text("migration") == migration.Id)
        where view.ValueKind == JsonValueKind.Object && view.HasText("end") && !WasChangedSince(seen, migration)
        from pack in migration.Source.Packs
        let onTarget = Rows(seen, migration.Target).Count(pack.IsWhole)
        let onSource = Rows(seen, migration.Source.Name).Count(pack.IsWhole)
        let wrong = view.Text("end") switch
        {
            "Proved" when (onTarget, onSource) != (IsToldUnmoved(view, pack) ? (0, 1) : (1, 0)) => "Proved",
            "Attested" when Rows(seen, migration.Target).Count(pack.IsAsFarAsKnown) != 1 && !IsToldUnmoved(view, pack) => "Attested",
            "Lost" when migration.Source.Packs.All(p => Exists(seen, migration, p)) => "Lost",
            "Doubled" when !migration.Source.Packs.Any(p => IsDoubled(seen, migration, p)) => "Doubled",
            _ => null,
        }
        where wrong is not null
        select $"{migration.Id} ended {wrong}, and of the pack of {pack.Cals} CALs "
            + $"there are {onTarget} rows on {migration.Target} and {onSource} on {migration.Source.Name}.";

    // What somebody took from the target is lost, also where the source has it still: the Clearinghouse has moved it.
    private static bool Exists(RunSeen seen, RunMigration migration, RunPack pack) =>
        !seen.ByHand("removedByHand", migration.Target, pack).Any()
        && Rows(seen, migration.Target).Concat(Rows(seen, migration.Source.Name)).Any(pack.IsWhole);

    private static bool IsToldUnmoved(JsonElement view, RunPack pack) =>
        view.HasText("verdictBecause")
        && view.Text("verdictBecause").Contains($"({pack.Cals} CALs) was not moved.", StringComparison.Ordinal);

    // Two rows on the target; or the source has back what was gone from it.
    private static bool IsDoubled(RunSeen seen, RunMigration migration, RunPack pack) =>
        Rows(seen, migration.Target).Count(pack.Is) switch
        {
            0 => false,
            1 => Rows(seen, migration.Source.Name).Any(pack.Is) && seen.ByHand("addedByHand", migration.Source.Name, pack).Any(),
            _ => true,
        };

    private static bool WasChangedSince(RunSeen seen, RunMigration migration) =>
        IsChangedSince(seen, migration, "Target", migration.Target) || IsChangedSince(seen, migration, "Source", migration.Source.Name);

    private static bool IsChangedSince(RunSeen seen, RunMigration migration, string side, string machine)
    {
        var journal = seen.JournalOf(migration.Id);
        var lastRead = journal.Of("RunNamed").Where(e => e.Content.Text("script") == "Inspect" && e.Content.Text("side") == side)
            .Select(static e => e.At).LastOrDefault();
        return migration.Source.Packs.Any(pack =>
            seen.ByHand("addedByHand", machine, pack).Concat(seen.ByHand("removedByHand", machine, pack)).Any(e => e.Utc >= lastRead));
    }

    private static IEnumerable<Simulator.LicenseServers.PackRow> Rows(RunSeen seen, string machine) =>
        seen.Machines.FirstOrDefault(m => m.Name.Equals(machine, StringComparison.OrdinalIgnoreCase))?.Rows ?? [];
}
