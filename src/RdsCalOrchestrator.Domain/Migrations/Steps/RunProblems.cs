using System.Text.Json;
using RdsCalOrchestrator.Domain.Findings;

namespace RdsCalOrchestrator.Domain.Migrations.Steps;

/// <summary>Why a run is no success, as a finding.</summary>
internal static class RunProblems
{
    /// <summary>Null when the script answered Ok, and what it read can be used.</summary>
    internal static Finding? Of(Migration migration, RunRecord run)
    {
        var server = migration.ServerOf(run.Named.Side).Key.Value;
        return run.Outcome switch
        {
            ScriptOutcome.Answered { Frame: FrameOutcome.Ok } when migration.IsReadingGivenUp(run) => Catalogue.ReadingChanged(server),
            null or ScriptOutcome.Answered { Frame: FrameOutcome.Ok } => null,
            ScriptOutcome.NotStarted n => n.Finding,
            ScriptOutcome.NoAnswer n => n.Finding,
            ScriptOutcome.Answered { Frame: FrameOutcome.NotThisServer } => Catalogue.IdentityChanged(server),
            ScriptOutcome.Answered { Frame: FrameOutcome.Busy } => Catalogue.ServerBusy(server, run.Named.Run),
            ScriptOutcome.Answered a => Catalogue.ScriptFailed(server, run.Named.Run, a.Frame.ToString(), Detail(a.Problems)),
            _ => throw new InvalidOperationException($"Run {run.Named.Run} has an outcome nobody knows."),
        };
    }

    /// <summary>The first problem's code and place; the raw text is for a person on the server, not for a decision here.</summary>
    internal static string Detail(JsonElement problems)
    {
        if (problems.ValueKind != JsonValueKind.Array || problems.GetArrayLength() == 0)
            return "";
        var first = problems[0];
        var code = first.TryGetProperty("code", out var c) ? c.ToString() : "";
        var at = first.TryGetProperty("at", out var a) ? a.ToString() : "";
        return $" ({code} at {at})";
    }
}
