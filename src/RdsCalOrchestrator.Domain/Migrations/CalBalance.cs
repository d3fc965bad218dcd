using System.Text.Json.Serialization;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>
/// The arithmetic of a migration, row by row, from what was read: "target before + imported = target now" and "source before − covered =
/// source now". It cannot be configured.
/// </summary>
/// <param name="Unexplained">New rows of the target that no line explains: reported, never counted; null in old journals.</param>
/// <param name="Awaits">Another migration's import whose result must be known before a verdict.</param>
public sealed record CalBalance(
    Verdict? Verdict,
    string Because,
    IReadOnlyList<BalanceLine> Lines,
    IReadOnlyList<LicenseKeyPack>? Unexplained = null,
    OpenImport? Awaits = null)
{
    /// <summary>CALs were lost or doubled: nothing more is changed before a person has looked.</summary>
    [JsonIgnore]
    public bool IsOut => Verdict is Migrations.Verdict.Lost or Migrations.Verdict.Doubled;

    /// <summary>
    /// The verdict, checked in the order Doubled, Lost, SourceNotCleaned, Attested, Proved; null while a line that was sent is not settled.
    /// </summary>
    public static CalBalance Of(Migration migration)
    {
        var imported = migration.Lines.Where(static l => l.IsImported).ToList();
        var since = imported.Count == 0 ? DateTimeOffset.MaxValue : imported.Max(static l => l.JudgedAt!.Value);
        var target = migration.LatestReading(Side.Target, since);
        var source = migration.Plan!.SourceState == SourceState.Reachable ? migration.LatestReading(Side.Source, since) : null;
        var rows = NewRows.Of(migration, target);
        var back = BackOnSource.Of(migration, source);
        var lines = imported.Select(l => LineOf(migration, l, target, source, rows, back)).ToList();
        var (verdict, because) = Doubled(lines, rows, back, target) ?? Judge(migration, lines, rows, target, source);
        return new CalBalance(verdict, because, lines, rows.Unexplained, rows.Awaits);
    }

    private static BalanceLine LineOf(
        Migration migration,
        LineProgress line,
        ServerReading? target,
        ServerReading? source,
        NewRows rows,
        IReadOnlyList<(int Line, LicenseKeyPack Pack)> back)
    {
        var number = line.Line.Number;
        var again = back.Where(b => b.Line == number).Select(static b => b.Pack);
        return BalanceLine.Of(line, migration.Covered(number), target, source, rows.FurtherOf(number), again);
    }

    private static (Verdict? Verdict, string Because)? Doubled(
        IReadOnlyList<BalanceLine> lines, NewRows rows, IReadOnlyList<(int Line, LicenseKeyPack Pack)> back, ServerReading? target)
    {
        if (lines.FirstOrDefault(static l => l.RowsOnTarget > 1) is { } doubled)
            return (Migrations.Verdict.Doubled, $"Line {doubled.Line} has {doubled.RowsOnTarget} rows on the target.");
        if (rows.DoubledLine is { } line)
            return (Migrations.Verdict.Doubled, $"Line {line} was sent once, and {rows.FurtherOf(line).Count + 1} new rows on the target fit it.");
        // A pack that is back counts twice only while its CALs are on the target too; else it is merely not cleaned, or lost.
        var again = target is null ? [] : back.Where(b => lines.Any(l => l.Line == b.Line && !l.IsMissingOnTarget)).ToList();
        return again.Count == 0
            ? null
            : (Migrations.Verdict.Doubled, $"Pack {again[0].Pack.RowId} ({again[0].Pack.Total} CALs) was gone from the source and is there again.");
    }

    private static (Verdict? Verdict, string Because) Judge(
        Migration migration, IReadOnlyList<BalanceLine> lines, NewRows rows, ServerReading? target, ServerReading? source)
    {
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
        if (rows.Awaits is { } open)
            return (null, $"A new row on the target may be of line {open.Line} of migration {open.Migration}, whose import has no result yet.");
        return JudgeSource(migration, lines, source);
    }

    private static (Verdict? Verdict, string Because) JudgeSource(Migration migration, IReadOnlyList<BalanceLine> lines, ServerReading? source)
    {
        if (migration.Plan!.SourceState != SourceState.Reachable)
        {
            var (verdict, because) = migration.Asks.Values.Any(static a => a is { Kind: Asks.AskKind.SourceAttestation, Answer.Agrees: true })
                ? (Migrations.Verdict.Attested, "All rows are on the target, and a person attests that the source never serves again.")
                : (Migrations.Verdict.SourceNotCleaned, "The source could not be read, and nobody attests that it never serves again.");
            return (verdict, because + StatedCounts.Differing(migration) + Unmoved(migration));
        }

        if (source is null)
            return (Migrations.Verdict.SourceNotCleaned, "The source was not read since the import.");
        return lines.Any(static l => l.LeftOnSource > 0)
            ? (Migrations.Verdict.SourceNotCleaned, "Packs that were imported are still on the source.")
            : (
                Migrations.Verdict.Proved,
                "All rows are on the target, all of theirs gone from the source, all others untouched." + Unmoved(migration));
    }

    // A cancel, or an operator, left them where they were; of a source that cannot be read nobody sees what became of them.
    private static string Unmoved(Migration migration) => string.Concat(
        from line in migration.Lines
        where !line.IsImported
        select line.Line.Cals > 0 ? $" Line {line.Line.Number} ({line.Line.Cals} CALs) was not moved." : $" Line {line.Line.Number} was not moved.");

    /// <summary>A pack that was to stay and is gone or smaller, or one of an unimported line, unless another migration moved it.</summary>
    private static LicenseKeyPack? LostFromSource(Migration migration, ServerReading source)
    {
        var mayBeGone = migration.Lines.Where(static l => l.IsImported).SelectMany(l => migration.Covered(l.Line.Number))
            .Select(static p => p.RowId).ToHashSet();
        var stays = migration.Plan!.MustStay.Concat(migration.Plan.Lines.SelectMany(static l => l.Covers)).DistinctBy(static p => p.RowId);
        return stays.FirstOrDefault(p =>
            !p.IsKeptByWindows && !mayBeGone.Contains(p.RowId) && !migration.Elsewhere.Took(p)
            && !source.Packs.Any(now => now.RowId == p.RowId && now.Total >= p.Total));
    }
}
