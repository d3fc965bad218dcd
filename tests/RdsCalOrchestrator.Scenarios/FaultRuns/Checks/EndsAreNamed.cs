using System.Text.Json;

namespace RdsCalOrchestrator.Scenarios.FaultRuns.Checks;

/// <summary>Every migration has ended, its end has a name, and where something is left to do a finding says what and how to mend it.</summary>
internal static class EndsAreNamed
{
    internal static IEnumerable<string> Check(RunSeen seen)
    {
        foreach (var missing in seen.Plan.Migrations.Where(m => seen.Views.All(v => v.Text("migration") != m.Id)))
            yield return $"{missing.Id} was sent and is in no list.";
        foreach (var instance in seen.Instances.Where(static i => i.Status == "Failed"))
            yield return $"The instance {instance.Id} failed: {instance.Failure}";
        foreach (var view in seen.Views)
        {
            if (WhatIsWrong(view) is { } wrong)
                yield return $"{view.Text("migration")} {wrong}";
        }
    }

    private static string? WhatIsWrong(JsonElement view) => !view.HasText("end")
        ? $"has not ended; it is {view.Text("state")}."
        : view.Text("end") switch
        {
            "Proved" or "Attested" or "Cancelled" => null,
            "Blocked" or "Owing" or "SourceNotCleaned" or "Lost" or "Doubled" =>
                view.GetProperty("findings").EnumerateArray().Any(static f => f.HasText("fix") && f.Text("fix").Length > 0)
                    ? null
                    : $"ended {view.Text("end")}, and no finding says how to mend it.",
            "Faulted" => $"ended Faulted: {view.GetProperty("findings")}",
            var other => $"ended {other}, which is no end.",
        };
}
