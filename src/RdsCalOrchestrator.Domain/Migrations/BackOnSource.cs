using System.Text.Json;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>Packs of imported lines that were gone from the source and are there again: in their row, or installed anew.</summary>
internal static class BackOnSource
{
    internal static IReadOnlyList<(int Line, LicenseKeyPack Pack)> Of(Migration migration, ServerReading? source)
    {
        if (source is null)
            return [];
        var before = migration.ReadingBeforeImport(Side.Source);
        var anew = source.Packs.Where(now => before is not null && !before.Packs.Any(b => b.RowId == now.RowId)).ToList();
        var back = new List<(int, LicenseKeyPack)>();
        foreach (var line in migration.Lines.Where(static l => l.IsImported))
        {
            foreach (var pack in migration.Covered(line.Line.Number))
            {
                var isThere = source.Packs.Any(pack.IsSameRow);
                if (isThere && WasGone(migration, line, pack, source))
                    back.Add((line.Line.Number, pack));
                else if (!isThere && anew.Find(now => now.Fingerprint == pack.Fingerprint) is { } again)
                {
                    anew.Remove(again);
                    back.Add((line.Line.Number, again));
                }
            }
        }

        return back;
    }

    private static bool WasGone(Migration migration, LineProgress line, LicenseKeyPack pack, ServerReading source) =>
        migration.ReadingsSince(Side.Source, line.JudgedAt!.Value).Any(r => r.At < source.At && !r.Packs.Any(pack.IsSameRow))
        || migration.Runs.Values.Any(r => r.EndedAt <= source.At && WasRemoved(r, pack));

    private static bool WasRemoved(RunRecord run, LicenseKeyPack pack) =>
        run is { Named.Script: Script.Remove, Answered: { Frame: FrameOutcome.Ok } answered }
        && answered.Result.TryGetProperty("rows", out var rows) && rows.ValueKind == JsonValueKind.Array
        && rows.EnumerateArray().Any(r => r.GetProperty("rowId").GetInt32() == pack.RowId && IsGone(r));

    private static bool IsGone(JsonElement row) => row.GetProperty("state").GetString() is "Removed" or "AlreadyAbsent";
}
