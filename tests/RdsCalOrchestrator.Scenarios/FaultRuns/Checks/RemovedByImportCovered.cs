using System.Text.Json;
using RdsCalOrchestrator.Scenarios.FaultRuns.Plan;
using RdsCalOrchestrator.Simulator.Estate;

namespace RdsCalOrchestrator.Scenarios.FaultRuns.Checks;

/// <summary>What an import removed by itself was approved before, and is told of at the end.</summary>
internal static class RemovedByImportCovered
{
    internal static IEnumerable<string> Check(RunSeen seen)
    {
        foreach (var removal in seen.History.Effects.Where(static e => e.Kind == "removedByImport"))
        {
            if (RunName.Parse(removal.By?.Run) is not { Script: "import" } run)
                yield return $"{removal.Server} lost {removal.Count} CALs to {removal.By?.Run ?? "nobody"}, which is no import of ours.";
            else if (seen.PackOf(removal) is not { } pack)
                yield return $"The import {removal.By!.Run} took {removal.Count} of {removal.Row!.Total} CALs that were never to be moved.";
            else if (!WasApproved(seen, run, pack, removal))
                yield return $"The import {removal.By!.Run} took {pack.Cals} CALs from {removal.Server} that no approved plan covered.";
            else if (!IsTold(seen.Views.Single(v => v.Text("migration") == run.Migration), pack))
                yield return $"Nothing tells that the import {removal.By!.Run} took {pack.Cals} CALs from {removal.Server}.";
        }
    }

    private static bool WasApproved(RunSeen seen, RunName run, RunPack pack, EffectEntry removal)
    {
        var journal = seen.JournalOf(run.Migration);
        var approved = journal.Of("Approved").Where(e => e.At <= removal.By!.Began.Utc).Select(static e => e.Content.Text("planHash")).ToHashSet();
        return journal.Of("Planned").Select(static e => e.Content.GetProperty("plan")).Any(plan =>
            approved.Contains(plan.Text("hash"))
            && (seen.SourceOf(pack).State != "reachable" || plan.GetProperty("sourceState").ToString() != "Reachable"
                ? Lines(plan).Any(l => l.GetProperty("cals").GetInt64() == pack.Cals)
                : Lines(plan).SelectMany(static l => l.GetProperty("covers").EnumerateArray()).Any(c => Covers(c, pack))));
    }

    private static bool Covers(JsonElement covered, RunPack pack) =>
        covered.GetProperty("rowId").GetInt32() == pack.RowId && covered.GetProperty("total").GetInt64() == pack.Cals;

    private static IEnumerable<JsonElement> Lines(JsonElement plan) => plan.GetProperty("lines").EnumerateArray();

    // Its line is shown as imported, or what went wrong with it is; of a code whose count nobody could read, the verdict says what came instead.
    // A target that is another machine now cannot be asked what was imported: then that is told.
    private static bool IsTold(JsonElement view, RunPack pack) =>
        view.GetProperty("findings").EnumerateArray().Any(static f => f.Text("id") == "LS-IDENTITY-CHANGED")
        || (view.HasText("verdictBecause") && view.Text("verdictBecause").Contains($"Of purchase {pack.Purchase}, ", StringComparison.Ordinal))
        || view.GetProperty("lines").EnumerateArray().Any(l =>
            l.GetProperty("cals").GetInt64() == pack.Cals
            && l.Text("state") is "Imported" or "AlreadyImported" or "ImportedDifferent" or "Unknown" or "Parked");
}
