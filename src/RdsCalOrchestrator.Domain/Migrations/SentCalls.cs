using System.Text.Json;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>
/// Which runs may have made an import's call, as far as the journal can tell. The receipt on the server is held against it: one that does not
/// know the newest of them is older than the call, or gone with the machine that had it.
/// </summary>
public static class SentCalls
{
    /// <summary>The newest run that may have made the call of an operation; null when none can have.</summary>
    public static RunRecord? Last(Migration migration, OperationId operation) =>
        migration.Runs.Values.LastOrDefault(r => MayHaveCalled(r, operation));

    /// <summary>
    /// Rows of the target that are not this line's work: those read before it was first sent, and those of other lines and migrations.
    /// </summary>
    public static IReadOnlyList<LicenseKeyPack> RowsOfOthers(Migration migration, RunLine sent)
    {
        var first = migration.Runs.Values.FirstOrDefault(r => MayHaveCalled(r, sent.Operation));
        var before = first is null ? migration.LatestReading(Side.Target) : migration.Readings.LatestUntil(Side.Target, first.StartedAt!.Value);
        var others = migration.Lines.Where(l => l.Line.Number != sent.Line).SelectMany(static l => l.Rows);
        return [.. (before?.Packs ?? []).Concat(others).Concat(migration.Elsewhere.Rows).DistinctBy(static p => (p.RowId, p.Fingerprint))];
    }

    /// <summary>Was a run that may have called sent after the one that a request tells the server of.</summary>
    internal static bool IsNewerThan(Migration migration, RunRecord besides, RunLine told) => migration.Runs.Values.Any(r =>
        r.Named.Run != besides.Named.Run && r.Named.Number > NumberOf(migration, told.LastSent) && MayHaveCalled(r, told.Operation));

    /// <summary>Sent, and neither Azure nor the script itself has said that it did nothing for this operation.</summary>
    internal static bool MayHaveCalled(RunRecord run, OperationId operation) =>
        run is { Named.Script: Script.Import, StartedAt: not null } && run.Named.Lines.Any(l => l.Operation == operation) && run.Outcome switch
        {
            ScriptOutcome.NotStarted => false,
            ScriptOutcome.Answered { Frame: FrameOutcome.Ok } answered => !LeftAlone(answered.Result, operation),
            ScriptOutcome.Answered { Frame: FrameOutcome.Failed } answered => !NeverBegan(answered.Result),
            // The script looks for all of this before its first call.
            ScriptOutcome.Answered => false,
            _ => true,
        };

    private static int NumberOf(Migration migration, string? run) =>
        run is not null && migration.Runs.TryGetValue(run, out var record) ? record.Named.Number : 0;

    // It judged what earlier runs had left, or did not come to this line.
    private static bool LeftAlone(JsonElement result, OperationId operation) =>
        result.TryGetProperty("lines", out var lines) && lines.ValueKind == JsonValueKind.Array
        && lines.EnumerateArray().Any(l => l.GetProperty("operation").GetString() == operation.Value
            && l.GetProperty("state").GetString()
                is nameof(LineResult.Skipped) or nameof(LineResult.NotApplied) or nameof(LineResult.NoReceipt) or nameof(LineResult.AlreadyImported));

    private static bool NeverBegan(JsonElement result) =>
        result.ValueKind == JsonValueKind.Object && result.TryGetProperty("began", out var began) && began.ValueKind == JsonValueKind.False;
}
