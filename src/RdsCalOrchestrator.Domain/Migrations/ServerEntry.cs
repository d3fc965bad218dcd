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
    /// <summary>
    /// The packs of a source, from the plan's approval until the migration is closed; afterwards it leads to the journal of who moved them.
    /// Earlier versions wrote none of the optional members, into the source's own stream.
    /// </summary>
    /// <param name="Source">All names of the source that were known.</param>
    /// <param name="Target">The same of the target.</param>
    /// <param name="Proofs">Keyed hashes of the purchases and retail codes.</param>
    public sealed record PacksClaimed(
        MigrationId Migration,
        IReadOnlyList<OperationId> Operations,
        IReadOnlyList<string>? Source = null,
        IReadOnlyList<string>? Target = null,
        IReadOnlyList<string>? Proofs = null) : ServerEntry(Migration);

    /// <summary>A server, from the start of a script that changes it until its outcome is known.</summary>
    public sealed record ChangeClaimed(MigrationId Migration, string Run) : ServerEntry(Migration);
}
