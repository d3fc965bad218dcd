using System.Text.Json;
using RdsCalOrchestrator.Simulator.Estate;

namespace RdsCalOrchestrator.Scenarios.FaultRuns.Checks;

/// <summary>Nothing was removed by us before its row was on a target, and before the app had read it there.</summary>
internal static class RemovedAfterVerified
{
    private const int RowId = 0;
    private const int Total = 4;

    internal static IEnumerable<string> Check(RunSeen seen)
    {
        foreach (var removal in seen.History.Effects.Where(static e => e.Kind == "removed"))
        {
            if (RunName.Parse(removal.By?.Run) is not { Script: "remove" } run)
                yield return $"{removal.Server} lost {removal.Count} CALs to {removal.By?.Run ?? "nobody"}, which is no removal of ours.";
            else if (seen.PackOf(removal) is not { } pack)
                yield return $"{run} removed a row of {removal.Row!.Total} CALs that was never to be moved.";
            else if (seen.History.Effects.LastOrDefault(e => e.Kind == "imported" && pack.Is(e.Row) && e.Sequence < removal.Sequence)
                is not { } import)
                yield return $"{run} removed {pack.Cals} CALs that no target had got.";
            else if (!WasRead(seen, run.Migration, import, removal))
                yield return $"{run} removed {pack.Cals} CALs before their row {import.Row!.RowId} had been read on {import.Server}.";
        }
    }

    // Both before the script began that removed: a reading that ended, of the target, with this row.
    private static bool WasRead(RunSeen seen, string migration, EffectEntry import, EffectEntry removal)
    {
        var journal = seen.JournalOf(migration);
        var inspections = journal.Of("RunNamed").Where(static e => e.Content.Text("script") == "Inspect" && e.Content.Text("side") == "Target")
            .Select(static e => e.Content.Text("run")).ToHashSet();
        return journal.Of("ScriptEnded").Any(e =>
            inspections.Contains(e.Content.Text("run")) && e.At >= import.Utc && e.At <= removal.By!.Began.Utc
            && Packs(e.Content.GetProperty("outcome")).Any(p => p[RowId].GetInt64() == import.Row!.RowId && p[Total].GetInt64() == import.Row.Total));
    }

    private static IEnumerable<JsonElement[]> Packs(JsonElement outcome) =>
        outcome.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object && result.TryGetProperty("packs", out var packs)
            ? packs.EnumerateArray().Select(static p => p.EnumerateArray().ToArray())
            : [];
}
