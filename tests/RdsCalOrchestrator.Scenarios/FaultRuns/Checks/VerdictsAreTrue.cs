using System.Text.Json;
using RdsCalOrchestrator.Scenarios.FaultRuns.Plan;

namespace RdsCalOrchestrator.Scenarios.FaultRuns.Checks;

/// <summary>A verdict says what the simulator counts: proved CALs are on one target and off their source, and none is called lost or doubled that is not.</summary>
internal static class VerdictsAreTrue
{
    internal static IEnumerable<string> Check(RunSeen seen) =>
        from migration in seen.Plan.Migrations
        let view = seen.Views.FirstOrDefault(v => v.Text("migration") == migration.Id)
        where view.ValueKind == JsonValueKind.Object && view.HasText("end")
        from pack in migration.Source.Packs
        let onTarget = Count(seen, migration.Target, pack)
        let onSource = Count(seen, migration.Source.Name, pack)
        let wrong = view.Text("end") switch
        {
            "Proved" when onTarget != 1 || onSource != 0 => "Proved",
            "Attested" when onTarget != 1 => "Attested",
            "Lost" when migration.Source.Packs.All(p => Count(seen, migration.Target, p) + Count(seen, migration.Source.Name, p) > 0) => "Lost",
            "Doubled" when migration.Source.Packs.All(p => Count(seen, migration.Target, p) < 2) => "Doubled",
            _ => null,
        }
        where wrong is not null
        select $"{migration.Id} ended {wrong}, and of the pack of {pack.Cals} CALs there are {onTarget} rows on {migration.Target} and {onSource} on {migration.Source.Name}.";

    private static int Count(RunSeen seen, string machine, RunPack pack) =>
        seen.Machines.FirstOrDefault(m => m.Name.Equals(machine, StringComparison.OrdinalIgnoreCase))?.Rows.Count(pack.Is) ?? 0;
}
