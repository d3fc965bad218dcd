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

    internal async Task<MigrationRow?> FindAsync(CustomerId customer, MigrationId migration, CancellationToken cancellation) =>
        (await _store.ListAsync(MigrationRow.Partition(customer), migration.Value, cancellation)).Where(r => r.Key == migration.Value).Select(MigrationRow.Read).FirstOrDefault();
}
