namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>
/// The Import… methods: asks the Clearinghouse, installs the pack, and does with the source what the switches say (A-IMPORT-REMOVES,
/// A-KIND-REMOVED): nobody has proved which it is.
/// </summary>
internal sealed class PackImport(LicensingState target, ILicenseServerWorld world)
{
    /// <summary>Windows Server 2008 R2 (event 91: the source cannot delete CALs).</summary>
    private static readonly Version FirstThatDeletes = new(6, 1);

    internal (string, object?)[] Import(string method, MethodCall call)
    {
        // InstallLicenseKeyPack names no source: what the ID stands for is new to everybody.
        var namesSource = method != "InstallLicenseKeyPack";
        var (source, sourceId) = namesSource ? (call.Text("sSourceLSName"), call.Text("sSourceLSProductId")) : ("", "");
        var question = Question(method, call, source, sourceId);
        // "Manage Licenses is greyed out": nothing is imported into a server that is not activated.
        if (target.Activation != 0)
            return Refuse();
        var needsNetwork = question is not ClearinghouseQuestion.ReadKeyPackId;
        if (needsNetwork && (!target.ReachesClearinghouse || world.Switches.Port443 != "works"))
            return Refuse();
        if (!needsNetwork && namesSource && source.Length == 0 && world.Switches.DeadSource == "refused")
            return Refuse();
        // One change: CALs that the Clearinghouse gave out and no server holds would be lost by a power cut in between.
        return world.Change(log => world.Ask(question) is { Accepted: true, Pack: { } pack } ? Install(pack, namesSource ? source : null, log) : null) ?? Refuse();
    }

    private ClearinghouseQuestion Question(string method, MethodCall call, string source, string sourceId)
    {
        var id = target.LicenseServerId ?? "";
        return method switch
        {
            "ImportAgreementLicenseKeyPack" => new ClearinghouseQuestion.ImportAgreement(
                id, (int)call.UInt("AgreementType"), call.Text("sAgreementNumber"), ProductVersion(call), (int)call.UInt("ProductType"), call.UInt("LicenseCount"), source, sourceId),
            "ImportOpenPurchaseLicenseKeyPack" => new ClearinghouseQuestion.ImportOpen(
                id, call.Text("sLicenseNumber"), call.Text("sAuthorizationNumber"), ProductVersion(call), (int)call.UInt("ProductType"), call.UInt("LicenseCount"), source, sourceId),
            "ImportRetailPurchaseLicenseKeyPack" => new ClearinghouseQuestion.ImportRetail(id, call.Text("sLicenseCode"), source, sourceId),
            _ => new ClearinghouseQuestion.ReadKeyPackId(id, call.Text("sLicenseKeyPackId")),
        };
    }

    // A-VERSION-IDS: 7 and 8 follow from the property's values; the pages of the calls do not name them.
    private int ProductVersion(MethodCall call)
    {
        var version = (int)call.UInt("ProductVersion");
        return version >= 7 && world.Switches.VersionIds == "refused" ? throw new CimFault(CimFault.InvalidParameter, "Invalid parameter") : version;
    }

    private (string, object?)[] Install(SimulatedPack pack, string? sourceName, EffectLog log)
    {
        pack.RowId = target.NextRowId++;
        target.Packs = [.. target.Packs, pack];
        log.Effects.Add(new Effect(target.ComputerName, "imported", pack.VersionId, pack.ProductType, pack.Total));
        if (sourceName is not null)
            LeaveSource(pack, sourceName, log);
        return LicensingProvider.Answer(0, ("KeyPackId", (uint)pack.RowId));
    }

    private void LeaveSource(SimulatedPack pack, string name, EffectLog log)
    {
        if (name.Length == 0)
        {
            LicensingEvents.Write(target, world, 93);
            return;
        }

        if (!target.Reaches.Contains(name, StringComparer.OrdinalIgnoreCase) || world.FindByName(name) is not { Activation: 0, Service: "Running" } source)
        {
            LicensingEvents.Write(target, world, 92);
            return;
        }

        if (Version.Parse(source.OsBuild) < FirstThatDeletes)
        {
            LicensingEvents.Write(target, world, 91);
            return;
        }

        switch (world.Switches.ImportRemoves)
        {
            case "removes":
                RemoveFrom(source, pack, log);
                LicensingEvents.Write(target, world, 89);
                break;
            case "fails":
                LicensingEvents.Write(target, world, 90);
                break;
        }
    }

    private void RemoveFrom(LicensingState source, SimulatedPack imported, EffectLog log)
    {
        var left = imported.Total;
        foreach (var pack in source.Packs.Where(p => p.VersionId == imported.VersionId && p.ProductType == imported.ProductType && p.KeyPackType is 1 or 2 or 5).OrderBy(static p => p.RowId).ToList())
        {
            if (left <= 0 && world.Switches.KindRemoved != "kind")
                break;
            var taken = world.Switches.KindRemoved == "quantity" ? Math.Min(left, pack.Total) : pack.Total;
            left -= taken;
            source.Take(pack, taken);
            log.Effects.Add(new Effect(source.ComputerName, "removedByImport", pack.VersionId, pack.ProductType, taken));
        }
    }

    // A-REFUSAL-SHAPE: how a Clearinghouse refusal looks is not documented; both shapes are known from other calls.
    private (string, object?)[] Refuse() => world.Switches.RefusalShape == "thrown" ? throw new CimFault(CimFault.Failed, "Generic failure") : LicensingProvider.Answer(CimFault.Failed);
}
