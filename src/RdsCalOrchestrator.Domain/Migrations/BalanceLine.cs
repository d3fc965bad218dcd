using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>One imported line in the arithmetic.</summary>
/// <param name="RowsOnTarget">Its own rows and further ones that nothing else explains; more than one is a doubled CAL.</param>
/// <param name="LeftOnSource">CALs of its packs still on the source, or there again; null where the source was not read.</param>
/// <param name="FurtherRows">New rows of its kind and total beyond its own; null in old journals.</param>
public sealed record BalanceLine(
    int Line,
    CalKind Kind,
    long Imported,
    int RowsOnTarget,
    bool IsMissingOnTarget,
    long? LeftOnSource,
    IReadOnlyList<LicenseKeyPack>? FurtherRows = null)
{
    internal static BalanceLine Of(
        LineProgress line,
        IReadOnlyList<LicenseKeyPack> covered,
        ServerReading? target,
        ServerReading? source,
        IReadOnlyList<LicenseKeyPack> further,
        IEnumerable<LicenseKeyPack> back) => new(
        line.Line.Number,
        line.Line.Kind,
        line.Rows.Sum(static r => r.Total),
        line.Rows.Count(own => target is null || target.Packs.Any(own.IsSameRow)) + further.Count,
        target is not null && !line.IsPresentOn(target),
        source is null ? null : Left(covered, source) + back.Where(p => !covered.Any(c => c.RowId == p.RowId)).Sum(static p => p.Total),
        further);

    private static long Left(IReadOnlyList<LicenseKeyPack> covered, ServerReading source) =>
        covered.Sum(p => source.Packs.FirstOrDefault(now => now.RowId == p.RowId && now.Description == p.Description)?.Total ?? 0);
}
