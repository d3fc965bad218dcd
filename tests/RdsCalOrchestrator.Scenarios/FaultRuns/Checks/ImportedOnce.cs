namespace RdsCalOrchestrator.Scenarios.FaultRuns.Checks;

/// <summary>No second row for one operation, also across migrations and targets, and never more CALs than were bought.</summary>
internal static class ImportedOnce
{
    internal static IEnumerable<string> Check(RunSeen seen)
    {
        var imports = seen.History.Effects.Where(static e => e.Kind == "imported").ToList();
        foreach (var import in imports.Where(e => seen.PackOf(e) is null))
            yield return $"{import.Server} got a row of {import.Count} CALs that no source held ({import.By?.Run}).";
        foreach (var pack in imports.GroupBy(seen.PackOf).Where(static g => g.Key is not null && g.Count() > 1))
            yield return $"The pack of {pack.Key!.Cals} CALs was imported {pack.Count()} times: {string.Join(", ", pack.Select(static e => $"{e.By?.Run} into {e.Server}"))}.";
        foreach (var pack in seen.Plan.Packs)
        {
            var held = seen.Plan.Targets.Sum(t => seen.Machines.Single(m => m.Name.Equals(t.Name, StringComparison.OrdinalIgnoreCase)).Rows.Where(pack.Is).Sum(static r => r.Total));
            if (held > pack.Cals)
                yield return $"The targets hold {held} CALs of a purchase of {pack.Cals}.";
        }
    }
}
