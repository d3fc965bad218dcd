using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Watching;

/// <summary>How all migrations stand at one time: counts and ages, no names.</summary>
/// <param name="LastSuccessAt">When a migration last ended proved or attested; null: never.</param>
/// <param name="OldestAskAt">When the oldest question was asked that still waits for a person; null: nobody is asked.</param>
/// <param name="OpenMigrations">Attempts that run, and migrations that wait for their batch.</param>
/// <param name="StuckMigrations">Those that should go on by themselves and do not: broken, or silent for longer than any wait.</param>
/// <param name="OpenObligations">Clean-ups that are owed.</param>
/// <param name="ObligationsPastDue">Those whose day has passed.</param>
/// <param name="FailedBatches">Stopped by errors, or ended with migrations that can never start.</param>
internal sealed record Standing(
    DateTimeOffset At,
    DateTimeOffset? LastSuccessAt,
    DateTimeOffset? OldestAskAt,
    int OpenMigrations,
    int StuckMigrations,
    int OpenObligations,
    int ObligationsPastDue,
    int FailedBatches)
{
    internal TimeSpan OldestAskAge => OldestAskAt is { } asked ? At - asked : TimeSpan.Zero;

    /// <summary>Somebody should look.</summary>
    internal bool NeedsOperator => StuckMigrations > 0 || ObligationsPastDue > 0 || FailedBatches > 0;

    internal static Standing Of(
        IReadOnlyList<MigrationRow> unsettled, int failedBatches, DateTimeOffset? lastSuccess, TimeSpan stuckAfter, DateTimeOffset now) => new(
        now,
        lastSuccess,
        unsettled.Min(static m => m.OldestAskAt),
        unsettled.Count(static m => m.End is null),
        unsettled.Count(m => IsStuck(m, now - stuckAfter)),
        unsettled.Count(static m => m.IsObligationOpen),
        unsettled.Count(m => m.IsObligationOpen && m.ObligationDue < now),
        failedBatches);

    // One of a batch that has not begun waits for its batch.
    private static bool IsStuck(MigrationRow row, DateTimeOffset silentSince) => row.End is null
        ? row is { AttemptsRequested: > 0, WaitsForPerson: false } && row.LastEntryAt < silentSince && !(row.QuietUntil >= silentSince)
        : row.End == "Faulted";
}
