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
public sealed record Elsewhere(IReadOnlyList<LicenseKeyPack> Rows, IReadOnlyList<LicenseKeyPack> Taken, IReadOnlyList<OpenImport> Open)
{
    public static Elsewhere None { get; } = new([], [], []);

    public static Elsewhere Of(IEnumerable<Migration> intoTarget, IEnumerable<Migration> fromSource)
    {
        var target = intoTarget.ToList();
        return new(
            [.. target.SelectMany(static m => m.Lines).SelectMany(static l => l.Rows)],
            [.. fromSource.SelectMany(static m => m.Lines.Where(static l => l.IsImported).SelectMany(l => m.Covered(l.Line.Number)))],
            [.. target.SelectMany(static m => m.Lines.Where(l => IsOpen(m, l)).Select(l => OpenImport.Of(m, l)))]);
    }

    public bool Equals(Elsewhere? other) =>
        other is not null && Rows.SequenceEqual(other.Rows) && Taken.SequenceEqual(other.Taken) && Open.SequenceEqual(other.Open);

    public override int GetHashCode() => HashCode.Combine(Rows.Count, Taken.Count, Open.Count);

    /// <summary>May this pack be missing on the source, because another migration moved it.</summary>
    internal bool Took(LicenseKeyPack pack) => Taken.Any(pack.IsSameRow);

    // Sent and not judged, or judged with rows that the script could tie to no line.
    private static bool IsOpen(Migration migration, LineProgress line) =>
        migration.LastSent(line.Line.Number) is { } sent
        && (!migration.IsJudged(sent.Named.Run, line.Line.Number) || (line.Result == LineResult.Unknown && line.Rows.Count == 0));
}

/// <summary>A line of another migration that may have created a row already.</summary>
/// <param name="Quantity">Null for retail: the code decides.</param>
/// <param name="IsRunning">Its attempt goes on: the result will be known without anybody's help.</param>
public sealed record OpenImport(MigrationId Migration, int Line, CalKind Kind, int? Quantity, bool IsRunning)
{
    internal static OpenImport Of(Migration migration, LineProgress line) =>
        new(migration.Request.Id, line.Line.Number, line.Line.Kind, line.Line.Quantity, migration.End is null && line.Result != LineResult.Unknown);
}
