using System.Text.Json;
using System.Text.Json.Serialization;
using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;

namespace RdsCalOrchestrator.Functions.Records;

/// <summary>A migration in a list: derived from its journal, written with every entry, and never the truth.</summary>
/// <param name="OldestAskAt">When the oldest question that is open now was asked.</param>
/// <param name="QuietUntil">Until then nothing is expected to happen: the soak before the clean-up.</param>
internal sealed record MigrationRow(
    CustomerId Customer,
    MigrationId Migration,
    BatchId? Batch,
    string Source,
    string Target,
    MigrationState State,
    string? End,
    bool IsVerified,
    bool HasParkedLine,
    bool WaitsForPerson,
    bool IsObligationOpen,
    DateTimeOffset? ObligationDue,
    DateTimeOffset LastEntryAt,
    int AttemptsRequested,
    int AttemptsBegun,
    DateTimeOffset? OldestAskAt = null,
    DateTimeOffset? QuietUntil = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Of all customers, the operator's own: what somebody still works on, for the timer that keeps it going.</summary>
    internal const string OpenPartition = "operator/open-migrations";

    /// <summary>Of all customers, the operator's own: of which Azure may still have commands, for the timer that sweeps them.</summary>
    internal const string InAzurePartition = "operator/migrations-in-azure";

    /// <summary>Of all customers, the operator's own: what runs, is owed or broke, each with its row, for whoever watches.</summary>
    internal const string UnsettledPartition = "operator/unsettled-migrations";

    internal static string Partition(CustomerId customer) => $"{customer}/migrations";

    /// <summary>
    /// All rows of a migration: in its customer's list, among the open ones until its latest attempt has ended, and among those in Azure
    /// until each of its commands was seen to be gone, and among the unsettled as long as somebody has something to do. The one among the
    /// open is the sign: whoever follows it writes the others again.
    /// </summary>
    internal static IReadOnlyList<Row> AllOf(Migration migration)
    {
        var request = migration.Request;
        var name = JsonSerializer.Serialize(new NamedMigrationRow(request.Customer, request.Id), Json);
        var key = $"{request.Customer}/{request.Id}";
        var row = JsonSerializer.Serialize(Of(migration), Json);
        var isUnsettled = migration.End is null or MigrationEnd.Faulted || migration.IsObligationOpen;
        return [
            new Row(Partition(request.Customer), request.Id.Value, row),
            Row.Sign(OpenPartition, key, name, isKept: migration.End is null),
            new Row(InAzurePartition, key, migration.Runs.Values.Any(static r => r.MayBeInAzure) ? name : null),
            new Row(UnsettledPartition, key, isUnsettled ? row : null),
        ];
    }

    private static MigrationRow Of(Migration migration)
    {
        var open = migration.Asks.Values.Where(static a => a.State == AskState.Open).ToList();
        return new MigrationRow(
            migration.Request.Customer,
            migration.Request.Id,
            migration.Batch,
            migration.Request.Source.Key.Value,
            migration.Request.Target.Key.Value,
            migration.State,
            migration.End?.Word,
            migration.IsVerified,
            migration.Lines.Any(static l => l.IsParked),
            open.Count > 0,
            migration.IsObligationOpen,
            migration.Obligation?.Due,
            migration.LastEntryAt,
            migration.AttemptsRequested,
            migration.AttemptsBegun,
            open.Min(static a => (DateTimeOffset?)a.OpenedAt),
            migration.IsVerified ? CleanUp.Due(migration) : null);
    }

    internal static NamedMigrationRow ReadName(Row row) => JsonSerializer.Deserialize<NamedMigrationRow>(row.Content!, Json)!;

    internal static MigrationRow Read(Row row) => JsonSerializer.Deserialize<MigrationRow>(row.Content!, Json)!;
}

internal sealed record NamedMigrationRow(CustomerId Customer, MigrationId Migration);
