using Microsoft.DurableTask.Client;
using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Asks;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Watching;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Writes how an attempt ended, closes what is still asked, and rings the batch; once, whoever comes first.</summary>
public sealed class AttemptEnd
{
    private readonly MigrationJournal _journal;
    private readonly AskLinks _links;
    private readonly LastSuccess _success;

    internal AttemptEnd(MigrationJournal journal, AskLinks links, LastSuccess success) => (_journal, _links, _success) = (journal, links, success);

    /// <summary>The word of lists and reports for how it did end.</summary>
    internal async Task<string> WriteAsync(DurableTaskClient client, Attempt attempt, MigrationEnd end, CancellationToken cancellation)
    {
        var (word, batch) = await _journal.DecideAsync(attempt.Customer, attempt.Migration, StepDecider.By, migration =>
        {
            IReadOnlyList<KeyedEntry> entries = migration.EndOf(attempt.Number) is not null || attempt.Number != migration.AttemptsRequested
                ? []
                : [.. OpenAsks(migration), new KeyedEntry($"attempt/{attempt.Number}/ended", new Entry.Ended(attempt.Number, end))];
            return Task.FromResult((((migration.EndOf(attempt.Number) ?? end).Word, migration.Batch), entries));
        }, cancellation);
        var migration = await _journal.ReadAsync(attempt.Customer, attempt.Migration, cancellation);
        await _links.EraseUnusedAsync(migration, cancellation);
        if (migration.End is MigrationEnd.Closed)
            await _success.NoteAsync(migration.LastEntryAt, cancellation);
        await Nudge.BatchAsync(client, batch, cancellation);
        return word;
    }

    private static IEnumerable<KeyedEntry> OpenAsks(Migration migration) => migration.Asks.Values.Where(static a => !a.IsClosed)
        .Select(static a => new KeyedEntry($"ask/{a.Id}/closed", new Entry.AskClosed(a.Id, AskState.Cancelled)));
}
