using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Migrations of one customer, from rows that are derived from their journals.</summary>
public sealed class MigrationList
{
    private readonly IRecordStore _store;

    internal MigrationList(IRecordStore store) => _store = store;

    internal async Task<IReadOnlyList<MigrationRow>> OfAsync(CustomerId customer, CancellationToken cancellation) =>
        [.. (await _store.ListAsync(MigrationRow.Partition(customer), "", cancellation)).Select(MigrationRow.Read)];

    /// <summary>Migrations of all customers whose latest attempt has not ended, or has not begun.</summary>
    internal Task<IReadOnlyList<NamedMigrationRow>> ListOpenAsync(CancellationToken cancellation) =>
        ListAsync(MigrationRow.OpenPartition, cancellation);

    /// <summary>Migrations of all customers of which Azure may still have commands.</summary>
    internal Task<IReadOnlyList<NamedMigrationRow>> ListInAzureAsync(CancellationToken cancellation) =>
        ListAsync(MigrationRow.InAzurePartition, cancellation);

    /// <summary>Migrations of all customers with which somebody, or the app, still has something to do.</summary>
    internal async Task<IReadOnlyList<MigrationRow>> ListUnsettledAsync(CancellationToken cancellation) =>
        [.. (await _store.ListAsync(MigrationRow.UnsettledPartition, "", cancellation)).Select(MigrationRow.Read)];

    internal async Task<MigrationRow?> FindAsync(CustomerId customer, MigrationId migration, CancellationToken cancellation) =>
        (await _store.ListAsync(MigrationRow.Partition(customer), migration.Value, cancellation))
            .Where(r => r.Key == migration.Value).Select(MigrationRow.Read).FirstOrDefault();

    private async Task<IReadOnlyList<NamedMigrationRow>> ListAsync(string partition, CancellationToken cancellation) =>
        [.. (await _store.ListAsync(partition, "", cancellation)).Select(MigrationRow.ReadName)];
}
