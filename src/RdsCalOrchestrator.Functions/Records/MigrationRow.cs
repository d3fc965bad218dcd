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

    internal static string Partition(CustomerId customer) => $"{customer}/migrations";

    /// <summary>All rows of a migration: in its customer's list, and among the open ones until its latest attempt has ended.</summary>
    internal static IReadOnlyList<Row> AllOf(Migration migration)
    {
        var request = migration.Request;
        var open = migration.End is null ? JsonSerializer.Serialize(new OpenMigrationRow(request.Customer, request.Id), Json) : null;
        return [Of(migration), new Row(OpenPartition, $"{request.Customer}/{request.Id}", open)];
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

    internal static OpenMigrationRow ReadOpen(Row row) => JsonSerializer.Deserialize<OpenMigrationRow>(row.Content!, Json)!;

    internal static MigrationRow Read(Row row) => JsonSerializer.Deserialize<MigrationRow>(row.Content!, Json)!;
}

internal sealed record OpenMigrationRow(CustomerId Customer, MigrationId Migration);
