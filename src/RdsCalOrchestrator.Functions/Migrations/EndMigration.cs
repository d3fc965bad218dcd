using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Asks;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Writes how the attempt ended, closes what is still asked, and rings the batch.</summary>
public sealed class EndMigration(MigrationJournal journal, AskLinks links)
{
    [Function(nameof(EndMigration))]
    public async Task<MigrationReport> RunAsync([ActivityTrigger] Input input, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var (attempt, end) = input;
        var (word, batch) = await journal.DecideAsync(attempt.Customer, attempt.Migration, StepDecider.By, migration =>
        {
            IReadOnlyList<KeyedEntry> entries = migration.EndOf(attempt.Number) is not null || attempt.Number != migration.AttemptsRequested
                ? []
                : [.. OpenAsks(migration), new KeyedEntry($"attempt/{attempt.Number}/ended", new Entry.Ended(attempt.Number, end))];
            return Task.FromResult((((migration.EndOf(attempt.Number) ?? end).Word, migration.Batch), entries));
        }, cancellation);
        await links.EraseUnusedAsync(await journal.ReadAsync(attempt.Customer, attempt.Migration, cancellation), cancellation);
        await Nudge.BatchAsync(client, batch, cancellation);
        return new MigrationReport(attempt.Migration.Value, word);
    }

    private static IEnumerable<KeyedEntry> OpenAsks(Migration migration) =>
        migration.Asks.Values.Where(static a => !a.IsClosed).Select(static a => new KeyedEntry($"ask/{a.Id}/closed", new Entry.AskClosed(a.Id, AskState.Cancelled)));

    /// <param name="End">A hierarchy only as a property: at the top it would lose its kind on the way.</param>
    public sealed record Input(Attempt Attempt, MigrationEnd End);
}
