namespace RdsCalOrchestrator.Simulator.LicenseServers.Wmi;

/// <summary>What an import does to the source. The event on the target tells how it went (previous-versions event pages of 2008 R2).</summary>
internal static class SourceRemoval
{
    private const int Removed = 89;
    private const int Failed = 90;
    private const int SourceCannot = 91;
    private const int SourceNotReachable = 92;
    private const int SourceNotAlive = 93;

    /// <returns>The event to write; null when nothing was tried.</returns>
    internal static int? Try(ScriptProcess process, string sourceName, SimulatedPack imported, EffectLog log)
    {
        if (sourceName.Length == 0)
            return SourceNotAlive;
        if (process.World.Switches.ImportRemoves == "doesNotTry")
            return null;
        var source = process.Server.Reaches.Contains(sourceName, StringComparer.OrdinalIgnoreCase) ? process.World.FindByName(sourceName) : null;
        if (source is null)
            return SourceNotReachable;
        if (!CanDelete(source.OsBuild))
            return SourceCannot;
        if (process.World.Switches.ImportRemoves == "fails")
            return Failed;
        Remove(source, imported, process.World.Switches.KindRemoved, log);
        return Removed;
    }

    // Windows Server 2008 R2 is 6.1.
    private static bool CanDelete(string osBuild) => Version.Parse(osBuild) >= new Version(6, 1);

    // A-KIND-REMOVED: the quantity asked for, the packs that hold it, or all of the kind.
    private static void Remove(LicensingState source, SimulatedPack imported, string kindRemoved, EffectLog log)
    {
        var left = imported.Total;
        foreach (var pack in source.Packs.Where(p => p.KeyPackType is 1 or 2 or 5 && p.VersionId == imported.VersionId && p.ProductType == imported.ProductType).ToList())
        {
            if (left <= 0 && kindRemoved != "kind")
                break;
            var count = kindRemoved == "quantity" ? Math.Min(left, pack.Total) : pack.Total;
            left -= count;
            Removal.Take(source, pack, count, "removedByImport", log);
        }
    }
}
