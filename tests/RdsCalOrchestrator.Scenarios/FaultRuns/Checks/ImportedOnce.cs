using RdsCalOrchestrator.Scenarios.FaultRuns.Plan;
using RdsCalOrchestrator.Simulator.Estate;

namespace RdsCalOrchestrator.Scenarios.FaultRuns.Checks;

/// <summary>
/// No second row for one operation, also across migrations and targets, and never more CALs than were bought. Only where somebody has taken a
/// row away may an operator have it imported again.
/// </summary>
internal static class ImportedOnce
{
    internal static IEnumerable<string> Check(RunSeen seen)
    {
        var imports = seen.History.Effects.Where(static e => e.Kind == "imported").ToList();
        foreach (var import in imports.Where(e => seen.PackOf(e) is null))
            yield return $"{import.Server} got a row of {import.Count} CALs that no source held ({import.By?.Run}).";
        foreach (var pack in seen.Plan.Packs)
        {
            var ofPack = imports.Where(e => pack.Is(e.Row)).ToList();
            if (ofPack.Zip(ofPack.Skip(1)).Any(pair => !MayFollow(seen, pack, pair.First, pair.Second)))
                yield return $"The pack of {pack.Cals} CALs was imported {ofPack.Count} times: "
                    + $"{string.Join(", ", ofPack.Select(static e => $"{e.By?.Run} into {e.Server}"))}.";
            var held = seen.Plan.Targets.Sum(t => Held(seen, t.Name, pack));
            if (held > pack.Cals)
                yield return $"The targets hold {held} CALs of a purchase of {pack.Cals}.";
        }
    }

    private static bool MayFollow(RunSeen seen, RunPack pack, EffectEntry first, EffectEntry second) =>
        seen.ByHand("removedByHand", first.Server, pack).Any(taken =>
            taken.Sequence > first.Sequence && taken.Sequence < second.Sequence
            && RunName.Parse(second.By?.Run) is { } run
            && seen.JournalOf(run.Migration).Of("MethodSwitched").Any(e => e.At >= taken.Utc && e.At <= second.Utc));

    private static long Held(RunSeen seen, string target, RunPack pack) =>
        seen.Machines.Single(m => m.Name.Equals(target, StringComparison.OrdinalIgnoreCase)).Rows.Where(pack.Is).Sum(static r => r.Total)
        - seen.ByHand("addedByHand", target, pack).Sum(static e => e.Count);
}
