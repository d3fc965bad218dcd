using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>
/// The arithmetic of a migration, row by row, from what was read: "target before + imported = target now" and "source before − covered =
/// source now". It cannot be configured.
/// </summary>
public sealed record CalBalance(Verdict? Verdict, string Because, IReadOnlyList<BalanceLine> Lines)
{
    /// <summary>The verdict, checked in the order Doubled, Lost, SourceNotCleaned, Attested, Proved; null while a line that was sent is not settled.</summary>
    public static CalBalance Of(Migration migration)
    {
        var imported = migration.Lines.Where(static l => l.IsImported).ToList();
        var since = imported.Count == 0 ? DateTimeOffset.MaxValue : imported.Max(static l => l.JudgedAt!.Value);
        var target = migration.LatestReading(Side.Target, since);
        var source = migration.Plan!.SourceState == SourceState.Reachable ? migration.LatestReading(Side.Source, since) : null;
        var lines = imported.Select(l => BalanceLine.Of(l, migration.Covered(l.Line.Number), target, source)).ToList();
        var (verdict, because) = Judge(migration, lines, target, source);
        return new CalBalance(verdict, because, lines);
    }

    private static (Verdict? Verdict, string Because) Judge(
        Migration migration, IReadOnlyList<BalanceLine> lines, ServerReading? target, ServerReading? source)
    {
        if (lines.FirstOrDefault(static l => l.RowsOnTarget > 1) is { } doubled)
            return (Migrations.Verdict.Doubled, $"Line {doubled.Line} has {doubled.RowsOnTarget} rows on the target.");
        if (lines.FirstOrDefault(static l => l.IsMissingOnTarget) is { } missing)
            return (Migrations.Verdict.Lost, $"The pack of line {missing.Line} is not on the target any more.");
        if (source is not null && LostFromSource(migration, source) is { } lost)
            return (Migrations.Verdict.Lost, $"Pack {lost.RowId} ({lost.Total} CALs) is gone from the source and no line covers it.");
        if (migration.Lines.FirstOrDefault(static l => l.WasJudged && !l.IsImported) is { } unsettled)
            return (null, $"Line {unsettled.Line.Number} was sent and is not imported.");
        if (lines.Count == 0)
            return (null, "No line was imported.");
        if (target is null)
            return (null, "The target was not read since the import.");
        return JudgeSource(migration, lines, source);
    }

    private static (Verdict? Verdict, string Because) JudgeSource(Migration migration, IReadOnlyList<BalanceLine> lines, ServerReading? source)
    {
        if (migration.Plan!.SourceState != SourceState.Reachable)
        {
            return migration.Asks.Values.Any(static a => a is { Kind: Asks.AskKind.SourceAttestation, Answer.Agrees: true })
                ? (Migrations.Verdict.Attested, "All rows are on the target, and a person attests that the source never serves again.")
                : (Migrations.Verdict.SourceNotCleaned, "The source could not be read, and nobody attests that it never serves again.");
        }

        if (source is null)
            return (Migrations.Verdict.SourceNotCleaned, "The source was not read since the import.");
        return lines.Any(static l => l.LeftOnSource > 0)
            ? (Migrations.Verdict.SourceNotCleaned, "Packs that were imported are still on the source.")
            : (Migrations.Verdict.Proved, "All rows are on the target, all of theirs gone from the source, all others untouched.");
    }

    /// <summary>A pack that was to stay and is gone or smaller, or one of an unimported line.</summary>
    private static LicenseKeyPack? LostFromSource(Migration migration, ServerReading source)
    {
        var mayBeGone = migration.Lines.Where(static l => l.IsImported).SelectMany(l => migration.Covered(l.Line.Number)).Select(static p => p.RowId).ToHashSet();
        var stays = migration.Plan!.MustStay.Concat(migration.Plan.Lines.SelectMany(static l => l.Covers)).DistinctBy(static p => p.RowId);
        return stays.FirstOrDefault(p => !mayBeGone.Contains(p.RowId) && !source.Packs.Any(now => now.RowId == p.RowId && now.Total >= p.Total));
    }
}

/// <summary>One imported line in the arithmetic.</summary>
/// <param name="RowsOnTarget">Rows of its kind and total that it explains; more than one is a doubled CAL.</param>
/// <param name="LeftOnSource">CALs of its packs still on the source; null where the source was not read.</param>
public sealed record BalanceLine(int Line, CalKind Kind, long Imported, int RowsOnTarget, bool IsMissingOnTarget, long? LeftOnSource)
{
    internal static BalanceLine Of(LineProgress line, IReadOnlyList<LicenseKeyPack> covered, ServerReading? target, ServerReading? source) => new(
        line.Line.Number,
        line.Line.Kind,
        line.Rows.Sum(static r => r.Total),
        line.Rows.Count,
        target is not null && !line.IsPresentOn(target),
        source is null ? null : covered.Sum(p => source.Packs.FirstOrDefault(now => now.RowId == p.RowId && now.Description == p.Description)?.Total ?? 0));
}
