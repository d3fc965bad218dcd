using System.Text.Json.Serialization;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>Where a migration stands, derived from its journal for lists and pages; nobody stores it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MigrationState>))]
public enum MigrationState
{
    Accepted,
    Planning,
    Blocked,
    AwaitingApproval,
    Activating,
    AwaitingAnswers,
    Importing,

    /// <summary>CALs may be on two servers; the obligation is open.</summary>
    Owing,
    Cancelled,
    Closed,
}
