using System.Globalization;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.Domain.Batches;

/// <param name="StartAt">Null: at once.</param>
/// <param name="Concurrency">Migrations that hold a place at once; who waits for a person holds none.</param>
/// <param name="MaxErrors">A count, or a percentage of all migrations, rounded down; <c>n</c> stops starting at error n+1.</param>
public sealed record BatchOptions(DateTimeOffset? StartAt, int Concurrency, string MaxErrors);

public sealed record BatchRow(MigrationId Migration, CustomerId Customer, IReadOnlyList<MigrationId> After);

/// <summary>Where a row stands, from its migration's journal.</summary>
/// <param name="IsStarted">The batch has decided so.</param>
/// <param name="HasBegun">Its latest attempt has.</param>
/// <param name="End">How its attempt ended; null while it runs.</param>
public sealed record BatchProgress(bool IsStarted, bool HasBegun, bool WaitsForPerson, bool IsVerified, bool HasParkedLine, string? End)
{
    public static BatchProgress NotStarted { get; } = new(false, false, false, false, false, null);

    public bool IsRunning => IsStarted && End is null;

    public bool IsError => HasParkedLine || End is "Faulted" or "Lost" or "Doubled";
}

public sealed record Batch(
    BatchOptions Options, IReadOnlyList<BatchRow> Rows, IReadOnlyDictionary<MigrationId, BatchProgress> Progress, bool IsCancelled)
{
    public BatchProgress Of(MigrationId migration) => Progress.GetValueOrDefault(migration, BatchProgress.NotStarted);
}

/// <param name="Start">Migrations to start now, in the order of the file.</param>
/// <param name="NeverStart">Migrations that wait for one that ended without a verified import, or that waits so itself.</param>
/// <param name="LookAgainAt">When time alone changes something.</param>
/// <param name="IsDone">Nothing runs and nothing can be started any more.</param>
/// <param name="StoppedBecause">Why nothing more is started; null: nothing stands in the way.</param>
public sealed record BatchDecision(
    IReadOnlyList<BatchRow> Start, IReadOnlyList<BatchRow> NeverStart, DateTimeOffset? LookAgainAt, bool IsDone, string? StoppedBecause)
{
    /// <summary>Errors have stopped it, or it ended with migrations that can never start. Whoever cancels it has seen that.</summary>
    public bool HasFailed(Batch batch) => !batch.IsCancelled && (StoppedBecause is not null || (IsDone && NeverStart.Count > 0));
}

/// <summary>All policy of a batch, as one pure function.</summary>
public static class BatchPolicy
{
    public static BatchDecision Next(Batch batch, DateTimeOffset now)
    {
        if (!batch.IsCancelled && batch.Options.StartAt is { } at && at > now)
            return new BatchDecision([], [], at, IsDone: false, null);
        var hopeful = MayBeVerified(batch);
        var open = batch.Rows.Where(r => !batch.Of(r.Migration).IsStarted).ToList();
        var never = open.Where(r => !hopeful.Contains(r.Migration)).ToList();
        var isRunning = batch.Rows.Any(r => batch.Of(r.Migration).IsRunning);
        if (StopReason(batch) is { } stopped)
            return new BatchDecision([], never, null, !isRunning, stopped);
        var held = batch.Rows.Count(r => batch.Of(r.Migration) is { IsRunning: true, WaitsForPerson: false });
        var free = Math.Max(0, batch.Options.Concurrency - held);
        var start = open.Where(r => r.After.All(a => batch.Of(a).IsVerified)).Take(free).ToList();
        return new BatchDecision(start, never, null, !isRunning && never.Count == open.Count, null);
    }

    // It was verified, it runs, or all it waits for may be: from those that wait for nothing to those that wait for them.
    private static HashSet<MigrationId> MayBeVerified(Batch batch)
    {
        var waiting = batch.Rows.SelectMany(static r => r.After.Distinct().Select(a => (After: a, Row: r)))
            .ToLookup(static w => w.After, static w => w.Row);
        var missing = batch.Rows.ToDictionary(static r => r.Migration, static r => r.After.Distinct().Count());
        var next = new Queue<MigrationId>(
            batch.Rows
                .Where(r => batch.Of(r.Migration) is { IsVerified: true } or { IsRunning: true }
                    || (missing[r.Migration] == 0 && !batch.Of(r.Migration).IsStarted))
                .Select(static r => r.Migration));
        var hopeful = new HashSet<MigrationId>();
        while (next.TryDequeue(out var migration))
        {
            if (!hopeful.Add(migration))
                continue;
            foreach (var row in waiting[migration])
            {
                if (--missing[row.Migration] == 0 && !batch.Of(row.Migration).IsStarted)
                    next.Enqueue(row.Migration);
            }
        }

        return hopeful;
    }

    private static string? StopReason(Batch batch)
    {
        if (batch.IsCancelled)
            return "The batch was cancelled.";
        var errors = batch.Rows.Count(r => batch.Of(r.Migration).IsError);
        var most = MostErrors(batch.Options.MaxErrors, batch.Rows.Count);
        return errors > most ? $"Migrations that ended in error or wait for an operator: {errors}; allowed: {most}." : null;
    }

    private static int MostErrors(string text, int migrations) => text.EndsWith('%')
        ? int.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture) * migrations / 100
        : int.Parse(text, CultureInfo.InvariantCulture);
}
