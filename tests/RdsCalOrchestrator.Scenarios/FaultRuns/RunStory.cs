using RdsCalOrchestrator.Scenarios.FaultRuns.Checks;

namespace RdsCalOrchestrator.Scenarios.FaultRuns;

/// <summary>A run told line by line: what was planned, and what simulator and journals say in the order of their clock.</summary>
internal static class RunStory
{
    internal static IEnumerable<string> Tell(RunSeen seen) =>
    [
        .. seen.Plan.Sources.Select(static s => $"{s}: {string.Join(", ", s.Packs)}"),
        .. seen.Plan.Targets.Select(static t => $"{t}, reaches {string.Join(", ", t.Reaches)}"),
        .. seen.Plan.Migrations.Select(
            static m => $"{m.Id} {m.Source.Name} ({m.SourceState}) to {m.Target}, {m.Reason}, {m.Method}, at step {m.SubmitAt}"),
        .. seen.Plan.Happenings.OrderBy(static h => h.Step).Select(static h => h.ToString()),
        .. seen.History.Effects.Select(static e => (Utc: e.Utc, Line: $"  {e.Server} {e.Kind} {e.Count} by {e.By?.Run}"))
            .Concat(seen.Journals.SelectMany(static j =>
                j.Value.Entries.Select(e => (Utc: e.At, Line: $"{j.Key} {e.Kind} {Shortened(e.Content.ToString())}"))))
            .OrderBy(static t => t.Utc)
            .Select(static t => $"{t.Utc:MM-dd HH:mm:ss} {t.Line}"),
    ];

    private static string Shortened(string content) => content.Length <= 240 ? content : content[..240] + "…";
}
