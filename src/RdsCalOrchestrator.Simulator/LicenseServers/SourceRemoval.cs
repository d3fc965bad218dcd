namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>
/// What an import does with the source of its CALs, inside a change: as the switches say (A-IMPORT-REMOVES, A-KIND-REMOVED), for nobody has
/// proved which it is.
/// </summary>
internal sealed class SourceRemoval(
    LicensingState target, ILicenseServerWorld world, EffectLog log, AssumptionSwitches switches, int? execution)
{
    private const int PerDevice = 0;

    /// <summary>Windows Server 2008 R2 (event 91: the source cannot delete CALs).</summary>
    private static readonly Version FirstThatDeletes = new(6, 1);

    /// <param name="name">As the call gave it; empty: the source no longer functions.</param>
    internal void Leave(string name, SimulatedPack imported)
    {
        if (name.Length == 0)
            Write(93);
        else if (Find(name) is not { } source)
            Write(92);
        else if (Version.Parse(source.OsBuild) < FirstThatDeletes)
            Write(91);
        else
            TryToRemove(source, imported);
    }

    private LicensingState? Find(string name) =>
        target.Reaches.Contains(name, StringComparer.OrdinalIgnoreCase)
        && world.FindByName(name) is { Activation: 0, Service: "Running" } source
        && (switches.Workgroup == "reached" || (target.Domain is not null && source.Domain is not null))
            ? source
            : null;

    private void TryToRemove(LicensingState source, SimulatedPack imported)
    {
        switch (switches.ImportRemoves)
        {
            case "removes":
                Remove(source, imported);
                Write(89);
                break;
            case "fails":
                Write(90);
                break;
        }
    }

    private void Remove(LicensingState source, SimulatedPack imported)
    {
        var left = imported.Total;
        log.Touch(source);
        foreach (var pack in OfKind(source, imported))
        {
            if (left <= 0 && switches.KindRemoved != "kind")
                break;
            var taken = switches.KindRemoved == "quantity" ? Math.Min(left, pack.Total) : pack.Total;
            left -= taken;
            log.Effects.Add(new Effect(source.ComputerName, "removedByImport", taken, PackRow.Of(pack), execution));
            MoveIssued(pack, imported, taken);
            source.Take(pack, taken);
        }
    }

    // A-ISSUED. A record is of a device: packs per user have none.
    private void MoveIssued(SimulatedPack from, SimulatedPack to, long taken)
    {
        if (switches.Issued == "stay" || from.ProductType != PerDevice)
            return;
        var moved = Math.Min(from.Issued, taken);
        (from.Issued, to.Issued) = (from.Issued - moved, to.Issued + moved);
    }

    // A pack that was bought in the same way and has just this size is the one that was imported, wherever it lies: codes come in
    // any order.
    private static List<SimulatedPack> OfKind(LicensingState source, SimulatedPack imported) =>
    [
        .. source.Packs
            .Where(p => Cals(p.VersionId) == Cals(imported.VersionId) && p.ProductType == imported.ProductType && p.KeyPackType is 1 or 2 or 5)
            .OrderByDescending(p => p.Total == imported.Total && p.KeyPackType == imported.KeyPackType)
            .ThenBy(static p => p.RowId),
    ];

    // CALs of 2008 R2 (3) are those of 2008 (2), and a call for them says 2.
    private static int Cals(int versionId) => versionId == 3 ? 2 : versionId;

    private void Write(int eventId) => LicensingEvents.Write(target, world, switches, eventId);
}
