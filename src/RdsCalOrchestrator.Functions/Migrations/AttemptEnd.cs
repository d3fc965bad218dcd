using Microsoft.DurableTask.Client;
using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Asks;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Writes how an attempt ended, closes what is still asked, and rings the batch; once, whoever comes first.</summary>
public sealed class AttemptEnd
{
    private readonly MigrationJournal _journal;
    private readonly AskLinks _links;

    internal AttemptEnd(MigrationJournal journal, AskLinks links) => (_journal, _links) = (journal, links);

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
        await _links.EraseUnusedAsync(await _journal.ReadAsync(attempt.Customer, attempt.Migration, cancellation), cancellation);
        await Nudge.BatchAsync(client, batch, cancellation);
        return word;
    }

    private static IEnumerable<KeyedEntry> OpenAsks(Migration migration) => migration.Asks.Values.Where(static a => !a.IsClosed)
        .Select(static a => new KeyedEntry($"ask/{a.Id}/closed", new Entry.AskClosed(a.Id, AskState.Cancelled)));
}
