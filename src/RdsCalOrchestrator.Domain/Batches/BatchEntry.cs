using System.Text.Json.Serialization;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.Domain.Batches;

/// <summary>One entry of a batch's journal. It names migrations and holds nothing of theirs, so customers do not mix in it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "entry")]
[JsonDerivedType(typeof(Submitted), nameof(Submitted))]
[JsonDerivedType(typeof(StartDecided), nameof(StartDecided))]
[JsonDerivedType(typeof(Cancelled), nameof(Cancelled))]
public abstract record BatchEntry
{
    private BatchEntry()
    {
    }

    public sealed record Submitted(BatchOptions Options, IReadOnlyList<BatchRow> Rows, string RequestedBy) : BatchEntry;

    public sealed record StartDecided(MigrationId Migration) : BatchEntry;

    public sealed record Cancelled(string? Note) : BatchEntry;
}
