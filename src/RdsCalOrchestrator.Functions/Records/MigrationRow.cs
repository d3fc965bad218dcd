using System.Text.Json;
using System.Text.Json.Serialization;
using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;

namespace RdsCalOrchestrator.Functions.Records;

/// <summary>A migration in a list: derived from its journal, written with every entry, and never the truth.</summary>
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
    int AttemptsBegun)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Of all customers, the operator's own: what somebody still works on, for the timer that keeps it going.</summary>
    internal const string OpenPartition = "operator/open-migrations";

    /// <summary>Of all customers, the operator's own: of which Azure may still have commands, for the timer that sweeps them.</summary>
    internal const string InAzurePartition = "operator/migrations-in-azure";

    internal static string Partition(CustomerId customer) => $"{customer}/migrations";

    /// <summary>
    /// All rows of a migration: in its customer's list, among the open ones until its latest attempt has ended, and among those in Azure
    /// until each of its commands was seen to be gone. The one among the open is the sign: whoever follows it writes the others again.
    /// </summary>
    internal static IReadOnlyList<Row> AllOf(Migration migration)
    {
        var request = migration.Request;
        var name = JsonSerializer.Serialize(new NamedMigrationRow(request.Customer, request.Id), Json);
        var key = $"{request.Customer}/{request.Id}";
        return [
            Of(migration),
            Row.Sign(OpenPartition, key, name, isKept: migration.End is null),
            new Row(InAzurePartition, key, migration.Runs.Values.Any(static r => r.MayBeInAzure) ? name : null),
        ];
    }

    private static Row Of(Migration migration)
    {
        var row = new MigrationRow(
            migration.Request.Customer,
            migration.Request.Id,
            migration.Batch,
            migration.Request.Source.Key.Value,
            migration.Request.Target.Key.Value,
            migration.State,
            migration.End?.Word,
            migration.IsVerified,
            migration.Lines.Any(static l => l.IsParked),
            migration.Asks.Values.Any(static a => a.State == AskState.Open),
            migration.IsObligationOpen,
            migration.Obligation?.Due,
            migration.LastEntryAt,
            migration.AttemptsRequested,
            migration.AttemptsBegun);
        return new Row(Partition(row.Customer), row.Migration.Value, JsonSerializer.Serialize(row, Json));
    }

    internal static NamedMigrationRow ReadName(Row row) => JsonSerializer.Deserialize<NamedMigrationRow>(row.Content!, Json)!;

    internal static MigrationRow Read(Row row) => JsonSerializer.Deserialize<MigrationRow>(row.Content!, Json)!;
}

internal sealed record NamedMigrationRow(CustomerId Customer, MigrationId Migration);
