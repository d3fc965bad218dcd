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

    public sealed record Submitted(BatchOptions Options, IReadOnlyList<BatchRow> Rows, string RequestedBy) : BatchEntry
    {
        /// <summary>Is it the same batch sent again? Its options are those of the first time.</summary>
        public bool HasRows(IReadOnlyList<BatchRow> rows) =>
            Rows.Count == rows.Count && Rows.Zip(rows).All(static p =>
                p.First.Migration == p.Second.Migration && p.First.Customer == p.Second.Customer
                && p.First.After.SequenceEqual(p.Second.After));
    }

    public sealed record StartDecided(MigrationId Migration) : BatchEntry;

    public sealed record Cancelled(string? Note) : BatchEntry;
}
