using System.Text.Json;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>
/// Rows of the target that were not there before the first import and that no line is known to have created. One that fits a line which has
/// its row already is a second row for the same CALs; any other may have been added by hand.
/// </summary>
internal sealed class NewRows
{
    private readonly Dictionary<int, List<LicenseKeyPack>> _further = [];
    private readonly List<LicenseKeyPack> _unexplained = [];

    private NewRows()
    {
    }

    internal IReadOnlyList<LicenseKeyPack> Unexplained => _unexplained;

    /// <summary>Another migration's import that would explain a row, once its result is known.</summary>
    internal OpenImport? Awaits { get; private set; }

    /// <summary>The first line that has more rows than it was sent for.</summary>
    internal int? DoubledLine => _further.Count == 0 ? null : _further.Keys.Min();

    internal IReadOnlyList<LicenseKeyPack> FurtherOf(int line) => _further.GetValueOrDefault(line) ?? [];

    internal static NewRows Of(Migration migration, ServerReading? target)
    {
        var rows = new NewRows();
        var before = migration.ReadingBeforeImport(Side.Target)?.Packs;
        // A line that was sent and has no known row may own one of the new ones, and so may each open import of another migration.
        var ownerless = migration.Lines.Where(l => !l.IsImported && l.Rows.Count == 0 && migration.LastSent(l.Line.Number) is not null).ToList();
        var open = migration.Elsewhere.Open.ToList();
        foreach (var row in Found(migration, target?.Packs, before))
            rows.Place(row, before ?? [], migration, ownerless, open);
        return rows;
    }

    private void Place(
        LicenseKeyPack row, IReadOnlyList<LicenseKeyPack> before, Migration migration, List<LineProgress> ownerless, List<OpenImport> open)
    {
        // An import takes a row ID that was free: another row that only changed is not its work.
        var isCreated = !before.Any(b => b.RowId == row.RowId);
        if (isCreated && ownerless.Find(l => l.Line.Fits(row)) is { } owner)
            ownerless.Remove(owner);
        else if (isCreated && migration.Lines.FirstOrDefault(l => FitsAgain(migration, l, row)) is { } line)
        {
            if (open.Find(o => Fits(o.Kind, o.Quantity, row)) is not { } awaited)
            {
                AddFurther(line, row);
                return;
            }

            open.Remove(awaited);
            Awaits = Awaits is { IsRunning: false } ? Awaits : awaited;
        }

        _unexplained.Add(row);
    }

    private void AddFurther(LineProgress line, LicenseKeyPack row)
    {
        if (!_further.TryGetValue(line.Line.Number, out var rows))
            _further[line.Line.Number] = rows = [];
        rows.Add(row);
        // A line without a row of its own has no place in the arithmetic that could name this one.
        if (!line.IsImported)
            _unexplained.Add(row);
    }

    // With no reading from before or since, what the imports themselves could not explain is all that is known.
    private static IEnumerable<LicenseKeyPack> Found(Migration migration, IReadOnlyList<LicenseKeyPack>? now, IReadOnlyList<LicenseKeyPack>? before)
    {
        var known = migration.Lines.SelectMany(static l => l.Rows).Concat(migration.Elsewhere.Rows).Concat(before ?? []).ToList();
        var found = before is not null && now is not null
            ? now
            : migration.Runs.Values.SelectMany(Reported).DistinctBy(static p => (p.RowId, p.Fingerprint))
                .Where(p => now is null || now.Any(p.IsSameRow));
        return found.Where(p => !p.IsKeptByWindows && !known.Any(p.IsSameRow));
    }

    private static IEnumerable<LicenseKeyPack> Reported(RunRecord run) =>
        run is { Named.Script: Script.Import, Answered: { Frame: FrameOutcome.Ok } answered }
        && answered.Result.TryGetProperty("unexplainedRows", out var rows) && rows.ValueKind == JsonValueKind.Array
            ? rows.EnumerateArray().Select(ServerReading.Pack)
            : [];

    private static bool FitsAgain(Migration migration, LineProgress line, LicenseKeyPack row) =>
        line.IsImported ? line.Rows.Any(own => Fits(line.Line.Kind, (int)own.Total, row))
        : migration.LastSent(line.Line.Number) is not null && line.Line.Fits(row);

    private static bool Fits(CalKind kind, long? total, LicenseKeyPack row) => kind.IsSameOnServer(row.Kind) && (total is null || row.Total == total);
}
