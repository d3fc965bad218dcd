using System.Globalization;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.Domain.Batches;

/// <param name="StartAt">Null: at once.</param>
/// <param name="Concurrency">Migrations that hold a place at once; who waits for a person holds none.</param>
/// <param name="MaxErrors">A count, or a percentage of all migrations, rounded down; <c>n</c> stops starting at error n+1.</param>
public sealed record BatchOptions(DateTimeOffset? StartAt, int Concurrency, string MaxErrors);

public sealed record BatchRow(MigrationId Migration, CustomerId Customer, IReadOnlyList<MigrationId> After);

/// <summary>Where a row stands, from its migration's journal.</summary>
/// <param name="End">How its attempt ended; null while it runs.</param>
public sealed record BatchProgress(bool IsStarted, bool WaitsForPerson, bool IsVerified, bool HasParkedLine, string? End)
{
    public static BatchProgress NotStarted { get; } = new(false, false, false, false, null);

    public bool IsError => HasParkedLine || End is "Faulted" or "Lost" or "Doubled";
}

public sealed record Batch(BatchOptions Options, IReadOnlyList<BatchRow> Rows, IReadOnlyDictionary<MigrationId, BatchProgress> Progress, bool IsCancelled)
{
    public BatchProgress Of(MigrationId migration) => Progress.GetValueOrDefault(migration, BatchProgress.NotStarted);
}

/// <param name="Start">Migrations to start now, in the order of the file.</param>
/// <param name="LookAgainAt">When time alone changes something.</param>
/// <param name="StoppedBecause">Why nothing more is started; null: nothing stands in the way.</param>
public sealed record BatchDecision(IReadOnlyList<BatchRow> Start, DateTimeOffset? LookAgainAt, bool IsDone, string? StoppedBecause);

/// <summary>All policy of a batch, as one pure function.</summary>
public static class BatchPolicy
{
    public static BatchDecision Next(Batch batch, DateTimeOffset now)
    {
        if (!batch.IsCancelled && batch.Options.StartAt is { } at && at > now)
            return new BatchDecision([], at, false, null);
        var stopped = batch.IsCancelled ? "The batch was cancelled." : TooManyErrors(batch);
        var open = batch.Rows.Where(r => !batch.Of(r.Migration).IsStarted).ToList();
        var isRunning = batch.Rows.Any(r => batch.Of(r.Migration) is { IsStarted: true, End: null });
        if (stopped is not null)
            return new BatchDecision([], null, !isRunning, stopped);
        var held = batch.Rows.Count(r => batch.Of(r.Migration) is { IsStarted: true, End: null, WaitsForPerson: false });
        var free = Math.Max(0, batch.Options.Concurrency - held);
        var start = open.Where(r => r.After.All(a => batch.Of(a).IsVerified)).Take(free).ToList();
        var isDone = !isRunning && open.All(r => CanNeverStart(batch, r, []));
        return new BatchDecision(start, null, isDone, null);
    }

    // Something it waits for ended and was never verified, or can itself never start.
    private static bool CanNeverStart(Batch batch, BatchRow row, HashSet<MigrationId> seen) =>
        row.After.Any(a => batch.Of(a) is { IsVerified: false, End: not null }
            || (seen.Add(a) && batch.Rows.FirstOrDefault(r => r.Migration == a) is { } before && !batch.Of(a).IsStarted && CanNeverStart(batch, before, seen)));

    private static string? TooManyErrors(Batch batch)
    {
        var errors = batch.Rows.Count(r => batch.Of(r.Migration).IsError);
        var most = MostErrors(batch.Options.MaxErrors, batch.Rows.Count);
        return errors > most ? $"{errors} migrations ended in error or wait for an operator; {most} are allowed." : null;
    }

    private static int MostErrors(string text, int migrations) => text.EndsWith('%')
        ? int.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture) * migrations / 100
        : int.Parse(text, CultureInfo.InvariantCulture);
}
