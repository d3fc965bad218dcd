using RdsCalOrchestrator.Scenarios.FaultRuns.Checks;

namespace RdsCalOrchestrator.Scenarios.FaultRuns;

/// <param name="Violations">What the checkers found; empty when all is well.</param>
/// <param name="Ends">How its migrations ended.</param>
/// <param name="Fired">Faults that happened.</param>
/// <param name="Story">What happened, in order, for who runs one again.</param>
internal sealed record FaultRunResult(
    int Seed, IReadOnlyList<string> Violations, IReadOnlyList<string> Ends, IReadOnlyList<string> Fired,
    int Imports, int Removals, IReadOnlyList<string> Story)
{
    internal static FaultRunResult Of(RunSeen seen) => new(
        seen.Plan.Seed,
        [
            .. Of(seen, nameof(ImportedOnce), ImportedOnce.Check),
            .. Of(seen, nameof(RemovedAfterVerified), RemovedAfterVerified.Check),
            .. Of(seen, nameof(RemovedByImportCovered), RemovedByImportCovered.Check),
            .. Of(seen, nameof(OneChangeAtATime), OneChangeAtATime.Check),
            .. Of(seen, nameof(EndsAreNamed), EndsAreNamed.Check),
            .. Of(seen, nameof(VerdictsAreTrue), VerdictsAreTrue.Check),
            .. Of(seen, nameof(NothingLeft), NothingLeft.Check),
        ],
        [.. seen.Views.Select(static v => v.HasText("end") ? v.Text("end") : "none")],
        [.. seen.Machines.SelectMany(static m => m.Fired).Select(static f => f.ToString())],
        seen.History.Effects.Count(static e => e.Kind == "imported"),
        seen.History.Effects.Count(static e => e.Kind is "removed" or "removedByImport"),
        [.. RunStory.Tell(seen)]);

    internal static FaultRunResult Broken(int seed, Exception why) => new(seed, [$"It broke: {why}"], [], [], 0, 0, []);

    private static IEnumerable<string> Of(RunSeen seen, string checker, Func<RunSeen, IEnumerable<string>> check) =>
        check(seen).Select(violation => $"{checker}: {violation}");
}
