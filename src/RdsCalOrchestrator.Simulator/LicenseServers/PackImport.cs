using RdsCalOrchestrator.Simulator.Faults;

namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>The Import… methods: asks the Clearinghouse, installs the pack, and then turns to the source.</summary>
internal sealed class PackImport(LicensingState target, ILicenseServerWorld world, int? execution)
{
    private const int Other = 5;

    internal (string, object?)[] Import(string method, MethodCall call)
    {
        // InstallLicenseKeyPack names no source: what the ID stands for is new to everybody.
        var namesSource = method != "InstallLicenseKeyPack";
        var (source, sourceId) = namesSource ? (call.Text("sSourceLSName"), call.Text("sSourceLSProductId")) : ("", "");
        var question = Question(method, call, source, sourceId);
        // "Manage Licenses is greyed out": nothing is imported into a server that is not activated.
        if (target.Activation != 0)
            return Refuse();
        var fault = Meet(question);
        if (fault is Fault.ClearinghouseUnreachable or Fault.ClearinghouseRefuses or Fault.CodeUsed)
            return Refuse();
        var needsNetwork = question is not ClearinghouseQuestion.ReadKeyPackId;
        if (needsNetwork && (!target.ReachesClearinghouse || world.Switches.Port443 != "works"))
            return Refuse();
        if (!needsNetwork && namesSource && source.Length == 0 && world.Switches.DeadSource == "refused")
            return Refuse();
        if (!world.Reach(PowerCutMoment.BeforeImport, target))
            return Refuse();
        // One change: CALs that the Clearinghouse gave out and no server holds would be lost by a power cut in between.
        var installed = world.Change(target, log => world.Ask(question) is { Accepted: true, Pack: { } pack } ? Install(pack, log, fault) : null);
        if (installed is null)
            return Refuse();
        if (namesSource)
            LeaveSource(installed, source, fault);
        return LicensingProvider.Answer(0, ("KeyPackId", (uint)installed.RowId));
    }

    private Fault? Meet(ClearinghouseQuestion question) =>
        (question is ClearinghouseQuestion.ImportRetail ? world.Meet(FaultPoint.ImportRetail, target, execution) : null)?.Fault
        ?? world.Meet(FaultPoint.Import, target, execution)?.Fault;

    private ClearinghouseQuestion Question(string method, MethodCall call, string source, string sourceId)
    {
        var id = target.LicenseServerId ?? "";
        return method switch
        {
            "ImportAgreementLicenseKeyPack" => new ClearinghouseQuestion.ImportAgreement(
                id,
                AgreementType(call),
                call.Text("sAgreementNumber"),
                ProductVersion(call),
                (int)call.UInt("ProductType"),
                call.UInt("LicenseCount"),
                source,
                sourceId),
            "ImportOpenPurchaseLicenseKeyPack" => new ClearinghouseQuestion.ImportOpen(
                id,
                call.Text("sLicenseNumber"),
                call.Text("sAuthorizationNumber"),
                ProductVersion(call),
                (int)call.UInt("ProductType"),
                call.UInt("LicenseCount"),
                source,
                sourceId),
            "ImportRetailPurchaseLicenseKeyPack" => new ClearinghouseQuestion.ImportRetail(id, call.Text("sLicenseCode"), source, sourceId),
            _ => new ClearinghouseQuestion.ReadKeyPackId(id, call.Text("sLicenseKeyPackId")),
        };
    }

    // A-MPSA: the page of the call names 5 "Other" and no MPSA.
    private int AgreementType(MethodCall call)
    {
        var type = (int)call.UInt("AgreementType");
        return type == Other && world.Switches.Mpsa == "refused" ? throw new CimFault(CimFault.InvalidParameter, "Invalid parameter") : type;
    }

    // A-VERSION-IDS: 7 and 8 follow from the property's values; the pages of the calls do not name them.
    private int ProductVersion(MethodCall call)
    {
        var version = (int)call.UInt("ProductVersion");
        return version >= 7 && world.Switches.VersionIds == "refused"
            ? throw new CimFault(CimFault.InvalidParameter, "Invalid parameter")
            : version;
    }

    private SimulatedPack Install(SimulatedPack pack, EffectLog log, Fault? fault)
    {
        if (fault == Fault.ImportOfOtherTotal)
            pack.Total = pack.Total > 1 ? pack.Total - 1 : 2;
        pack.RowId = target.NextRowId++;
        target.Packs = [.. target.Packs, pack];
        log.Effects.Add(new Effect(target.ComputerName, "imported", pack.Total, PackRow.Of(pack), execution));
        return pack;
    }

    // A change of its own: the source is another server, and the power may be cut while both servers hold the CALs.
    private void LeaveSource(SimulatedPack pack, string source, Fault? fault)
    {
        if (!world.Reach(PowerCutMoment.BetweenImportAndRemoval, target))
            return;
        world.Change(target, log =>
        {
            var hasPower = world.FindByName(target.ComputerName) is not null;
            if (hasPower)
                new SourceRemoval(target, world, log, world.Switches.With(fault), execution).Leave(source, pack);
            return hasPower;
        });
    }

    // A-REFUSAL-SHAPE: how a Clearinghouse refusal looks is not documented; both shapes are known from other calls.
    private (string, object?)[] Refuse() => world.Switches.RefusalShape == "thrown"
        ? throw new CimFault(CimFault.Failed, "Generic failure")
        : LicensingProvider.Answer(CimFault.Failed);
}
