using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>
/// What other migrations did to the same two servers, as their journals tell it. It is noted in our own journal, so that every decision is
/// still made from that one alone.
/// </summary>
/// <param name="Rows">Rows that their lines created on our target.</param>
/// <param name="Taken">Packs of our source that their imported lines cover.</param>
/// <param name="Open">Their imports into our target whose result nobody knows yet.</param>
/// <param name="Sent">Our operations that they sent before us; null in old journals.</param>
public sealed record Elsewhere(
    IReadOnlyList<LicenseKeyPack> Rows, IReadOnlyList<LicenseKeyPack> Taken, IReadOnlyList<OpenImport> Open,
    IReadOnlyList<SentElsewhere>? Sent = null)
{
    public static Elsewhere None { get; } = new([], [], []);

    /// <param name="ours">The operations of our lines.</param>
    public static Elsewhere Of(IEnumerable<Migration> intoTarget, IEnumerable<Migration> fromSource, IEnumerable<OperationId> ours)
    {
        var target = intoTarget.ToList();
        var source = fromSource.ToList();
        return new(
            [.. target.SelectMany(static m => m.Lines).SelectMany(static l => l.Rows)],
            [.. source.SelectMany(static m => m.Lines.Where(static l => l.IsImported).SelectMany(l => m.Covered(l.Line.Number)))],
            [.. target.SelectMany(static m => m.Lines.Where(l => IsOpen(m, l)).Select(l => OpenImport.Of(m, l)))],
            [.. from operation in ours
                from other in target.Concat(source).DistinctBy(static m => m.Request.Id)
                let last = SentCalls.Last(other, operation)
                where last is not null
                select new SentElsewhere(operation, last.Named.Run)]);
    }

    /// <summary>Another migration's newest run that may have made the call of an operation of ours.</summary>
    public string? LastSent(OperationId operation) => Sent?.LastOrDefault(s => s.Operation == operation)?.Run;

    public bool Equals(Elsewhere? other) =>
        other is not null && Rows.SequenceEqual(other.Rows) && Taken.SequenceEqual(other.Taken) && Open.SequenceEqual(other.Open)
        && (Sent ?? []).SequenceEqual(other.Sent ?? []);

    public override int GetHashCode() => HashCode.Combine(Rows.Count, Taken.Count, Open.Count);

    /// <summary>May this pack be missing on the source, because another migration moved it.</summary>
    internal bool Took(LicenseKeyPack pack) => Taken.Any(pack.IsSameRow);

    // Sent and not judged, or judged with rows that the script could tie to no line.
    private static bool IsOpen(Migration migration, LineProgress line) =>
        migration.LastSent(line.Line.Number) is { } sent
        && (!migration.IsJudged(sent.Named.Run, line.Line.Number) || (line.Result == LineResult.Unknown && line.Rows.Count == 0));
}

/// <summary>An operation of ours that another migration sent: the same packs, to be moved by somebody else.</summary>
public sealed record SentElsewhere(OperationId Operation, string Run);

/// <summary>A line of another migration that may have created a row already.</summary>
/// <param name="Quantity">Null for retail: the code decides.</param>
/// <param name="IsRunning">Its attempt goes on: the result will be known without anybody's help.</param>
public sealed record OpenImport(MigrationId Migration, int Line, CalKind Kind, int? Quantity, bool IsRunning)
{
    internal static OpenImport Of(Migration migration, LineProgress line) =>
        new(migration.Request.Id, line.Line.Number, line.Line.Kind, line.Line.Quantity, migration.End is null && line.Result != LineResult.Unknown);
}
