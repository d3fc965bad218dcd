using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Packs;

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
            ScriptOutcome.Answered { Frame: FrameOutcome.Ok } when migration.Readings.IsGivenUp(run.Named.Run) => Catalogue.ReadingChanged(server),
            ScriptOutcome.Answered { Frame: FrameOutcome.Ok } when migration.Readings.WithoutPacks(run.Named.Run) is { } read =>
                WithoutPacks(server, read),
            null or ScriptOutcome.Answered { Frame: FrameOutcome.Ok } => null,
            ScriptOutcome.NotStarted n => n.Finding,
            ScriptOutcome.NoAnswer n => n.Finding,
            ScriptOutcome.Answered { Frame: FrameOutcome.NotThisServer } => Catalogue.IdentityChanged(server),
            ScriptOutcome.Answered { Frame: FrameOutcome.Busy } => Catalogue.ServerBusy(server, run.Named.Run),
            ScriptOutcome.Answered a => Failed(server, run, a),
            _ => throw new InvalidOperationException($"Run {run.Named.Run} has an outcome nobody knows."),
        };
    }

    private static Finding WithoutPacks(string server, ServerReading read) => read switch
    {
        { RoleInstalled: true, Service: "Running" } =>
            read.Problems?.Select(p => p.FindingOf(server)).FirstOrDefault(static f => f is not null)
            ?? Catalogue.ProviderUnusable(server, "did not answer completely"),
        { Service.Length: > 0 } => Catalogue.NotRunning(server, read.Service.ToLowerInvariant()),
        _ => Catalogue.NotRunning(server, "missing"),
    };

    // The first that says something of the server; else the first one's code and place.
    private static Finding Failed(string server, RunRecord run, ScriptOutcome.Answered answered)
    {
        var problems = ScriptProblem.AllOf(answered.Problems);
        var detail = problems is [var first, ..] ? $" ({first.Code} at {first.At})" : "";
        return problems.Select(p => p.FindingOf(server)).FirstOrDefault(static f => f is not null)
            ?? Catalogue.ScriptFailed(server, run.Named.Run, answered.Frame.ToString(), detail);
    }
}
