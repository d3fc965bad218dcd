namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>
/// What a retail code is worth shows only when it is used. Where the source was not read, the plan had nothing but the row's word for it; the
/// approver's number was that, so whatever came instead is told with the verdict.
/// </summary>
internal static class StatedCounts
{
    /// <summary>A sentence for each purchase whose codes brought another count, all of which were used; empty for none.</summary>
    internal static string Differing(Migration migration) => string.Concat(
        from line in migration.Lines
        where line.Line is { IsRetail: true, Covers.Count: 0, Cals: > 0 }
        group line by line.Line.Purchase into purchase
        where purchase.All(static l => l.IsImported)
        let stated = purchase.Sum(static l => l.Line.Cals)
        let imported = purchase.Sum(static l => l.Rows.Sum(static r => r.Total))
        where stated != imported
        select $" Of purchase {purchase.Key}, {stated} CALs were approved and {imported} imported.");
}
