using RdsCalOrchestrator.Domain.Batches;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Batches;

/// <summary>A batch's journal. It belongs to the operator: a batch may name migrations of several customers and holds nothing of theirs.</summary>
public sealed class BatchJournal
{
    private const string OpenPartition = "operator/open-batches";
    private const string FailedPartition = "operator/failed-batches";

    private readonly Journal _journal;
    private readonly IRecordStore _store;
    private readonly MigrationList _list;

    internal BatchJournal(Journal journal, IRecordStore store, MigrationList list) => (_journal, _store, _list) = (journal, store, list);

    /// <summary>False when the batch exists.</summary>
    internal Task<bool> OpenAsync(BatchId batch, BatchEntry.Submitted submitted, CancellationToken cancellation) => _journal.AppendAsync(
        new JournalStream<BatchEntry>(StreamOf(batch), 0, []),
        submitted.RequestedBy, [("submitted", (BatchEntry)submitted)], [Row.Sign(OpenPartition, batch.Value, batch.Value, isKept: true)],
        cancellation);

    /// <summary>Batches that are not done, for the timer that keeps them going; also one whose journal nobody came to write.</summary>
    internal async Task<IReadOnlyList<BatchId>> ListOpenAsync(CancellationToken cancellation) =>
        [.. (await _store.ListAsync(OpenPartition, "", cancellation)).Select(static r => new BatchId(r.Key))];

    internal async Task<bool> IsSubmittedAsync(BatchId batch, CancellationToken cancellation) =>
        (await _journal.ReadAsync<BatchEntry>(StreamOf(batch), cancellation)).Version > 0;

    /// <summary>Batches that failed, until one of their migrations is resumed or they are cancelled.</summary>
    internal async Task<int> CountFailedAsync(CancellationToken cancellation) => (await _store.ListAsync(FailedPartition, "", cancellation)).Count;

    /// <summary>A batch that is done is not looked after any more, until one of its migrations is resumed.</summary>
    internal Task MarkAsync(BatchId batch, bool isDone, bool hasFailed, CancellationToken cancellation) => _store.AppendAsync(
        OpenPartition,
        0,
        [],
        [new Row(OpenPartition, batch.Value, isDone ? null : batch.Value), new Row(FailedPartition, batch.Value, hasFailed ? batch.Value : null)],
        cancellation);

    internal async Task AppendAsync(
        BatchId batch, string by, IReadOnlyList<(string Key, BatchEntry Entry)> entries, CancellationToken cancellation)
    {
        while (true)
        {
            var stream = await _journal.ReadAsync<BatchEntry>(StreamOf(batch), cancellation);
            if (await _journal.AppendAsync(stream, by, entries, [], cancellation))
                return;
        }
    }

    internal async Task<(BatchEntry.Submitted Submitted, Batch Batch)?> FindAsync(BatchId batch, CancellationToken cancellation)
    {
        var entries = (await _journal.ReadAsync<BatchEntry>(StreamOf(batch), cancellation)).Entries.Select(static e => e.Entry).ToList();
        if (entries.OfType<BatchEntry.Submitted>().FirstOrDefault() is not { } submitted)
            return null;
        var started = entries.OfType<BatchEntry.StartDecided>().Select(static e => e.Migration).ToHashSet();
        var progress = new Dictionary<MigrationId, BatchProgress>();
        foreach (var ofCustomer in submitted.Rows.GroupBy(static r => r.Customer))
        {
            // Read once for all of them.
            var list = (await _list.OfAsync(ofCustomer.Key, cancellation)).ToDictionary(static m => m.Migration);
            foreach (var row in ofCustomer)
                progress[row.Migration] = ProgressOf(started.Contains(row.Migration), list.GetValueOrDefault(row.Migration));
        }

        return (submitted, new Batch(submitted.Options, submitted.Rows, progress, entries.OfType<BatchEntry.Cancelled>().Any()));
    }

    private static BatchProgress ProgressOf(bool isStarted, MigrationRow? seen) => seen is null
        ? BatchProgress.NotStarted with { IsStarted = isStarted }
        : new BatchProgress(
            isStarted, seen.AttemptsBegun > 0 && seen.AttemptsBegun == seen.AttemptsRequested, seen.WaitsForPerson, seen.IsVerified,
            seen.HasParkedLine, seen.End);

    private static string StreamOf(BatchId batch) => $"operator/batch/{batch}";
}
