using System.Text.Json.Serialization;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>
/// One entry of a server's stream: a claim. It names what it is for and is void when that has ended, so nothing is ever released and nothing
/// is leased.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "entry")]
[JsonDerivedType(typeof(PacksClaimed), nameof(PacksClaimed))]
[JsonDerivedType(typeof(ChangeClaimed), nameof(ChangeClaimed))]
public abstract record ServerEntry(MigrationId Migration)
{
    /// <summary>The packs of a source, from the plan's approval until the migration is closed.</summary>
    public sealed record PacksClaimed(MigrationId Migration, IReadOnlyList<OperationId> Operations) : ServerEntry(Migration);

    /// <summary>A server, from the start of a script that changes it until its outcome is known.</summary>
    public sealed record ChangeClaimed(MigrationId Migration, string Run) : ServerEntry(Migration);
}
