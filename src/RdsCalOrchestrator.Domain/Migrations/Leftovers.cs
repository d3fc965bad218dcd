using System.Text.Json;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>
/// Which commands may be deleted. That kills the script, maybe in the middle of a call: so it must have answered, or be known not to live
/// any more.
/// </summary>
public static class Leftovers
{
    /// <summary>Nobody reads the command any more, and it is in no call.</summary>
    public static bool MayBeDeleted(Migration migration, RunRecord run) => run.Outcome switch
    {
        ScriptOutcome.Answered => true,
        ScriptOutcome.NoAnswer => !run.ChangesServer || IsKnownDead(migration, run),
        _ => false,
    };

    /// <summary>Of one that Azure says is running still: it begins no call any more, and Azure should have ended it.</summary>
    public static bool IsOver(RunRecord run, DateTimeOffset now) => run.NotAfter + run.Named.Timeout < now;

    // A script that changes a server holds the machine's lock from before its first call until its process is gone. So a later one that did
    // its work tells of it, and so does the receipt, if an Inspect read it later.
    private static bool IsKnownDead(Migration migration, RunRecord run) => migration.Runs.Values.Any(later =>
        later.Named.Side == run.Named.Side && later.StartedAt >= run.EndedAt && later.Answered is { Frame: FrameOutcome.Ok } answered
        && (later.ChangesServer || run.Named.Lines.All(line => IsReadBack(answered.Result, run.Named.Script, line))));

    private static bool IsReadBack(JsonElement result, Script script, RunLine line) =>
        result.TryGetProperty("operations", out var operations) && operations.EnumerateArray().Any(o =>
            o.GetProperty("operation").ValueEquals(line.Operation.Value)
            && o.GetProperty("script").ValueEquals(script.ToString())
            && (o.GetProperty("phase").ValueEquals("Done")
                || (o.TryGetProperty("process", out var process) && process.GetProperty("alive").ValueKind == JsonValueKind.False)));
}
