using RdsCalOrchestrator.Simulator.LicenseServers.Network;

namespace RdsCalOrchestrator.Simulator.LicenseServers.Wmi;

/// <summary>The Import… methods: the Clearinghouse, or an ID from it, says what to install; then Windows tries to take it from the source.</summary>
internal static class Import
{
    internal static CimAnswer Agreement(CimCall call) => Online(call, new ClearinghouseQuestion.ImportAgreement(
        Target(call), (int)call.Number("AgreementType"), call.Text("sAgreementNumber"), Version(call), Type(call), Count(call), SourceName(call), SourceId(call)));

    internal static CimAnswer Open(CimCall call) => Online(call, new ClearinghouseQuestion.ImportOpen(
        Target(call), call.Text("sLicenseNumber"), call.Text("sAuthorizationNumber"), Version(call), Type(call), Count(call), SourceName(call), SourceId(call)));

    internal static CimAnswer Retail(CimCall call) =>
        Online(call, new ClearinghouseQuestion.ImportRetail(Target(call), call.Text("sLicenseCode"), SourceName(call), SourceId(call)));

    internal static CimAnswer Offline(CimCall call)
    {
        var id = call.Text("sLicenseKeyPackId");
        return id.Length == 35 ? Ask(call, new ClearinghouseQuestion.ReadKeyPackId(Target(call), id)) : throw new CimFault(WmiCode.InvalidParameter);
    }

    private static CimAnswer Online(CimCall call, ClearinghouseQuestion question)
    {
        // A-VERSION-IDS: the pages of these methods name no version later than 2019.
        if (call.Arguments.ContainsKey("ProductVersion") && Version(call) > 6 && call.Process.World.Switches.VersionIds == "refused")
            throw new CimFault(WmiCode.InvalidParameter);
        return Clearinghouse.IsReachedBy(call.Process) ? Ask(call, question) : CimAnswer.Refused(call.Process);
    }

    private static CimAnswer Ask(CimCall call, ClearinghouseQuestion question)
    {
        if (call.Server.Activation != 0)
            return CimAnswer.Refused(call.Process);
        var answer = call.Process.World.Ask(question);
        call.Process.StopWhenKilled();
        return answer.Accepted ? Install(call, answer.Pack!) : CimAnswer.Refused(call.Process);
    }

    private static CimAnswer Install(CimCall call, SimulatedPack pack) => call.Process.World.Change(log =>
    {
        var server = call.Server;
        var installed = pack.With(server.NextRowId++, pack.Total);
        server.Packs = [.. server.Packs, installed];
        log.Effects.Add(new Effect(server.ComputerName, "imported", installed.VersionId, installed.ProductType, installed.Total));
        if (SourceRemoval.Try(call.Process, SourceName(call), installed, log) is { } licensingEvent)
            LicensingEvents.Write(call.Process, licensingEvent);
        return new CimAnswer(0, "KeyPackId", (uint)installed.RowId);
    });

    private static string Target(CimCall call) => call.Server.LicenseServerId ?? "";

    private static int Version(CimCall call) => (int)call.Number("ProductVersion");

    private static int Type(CimCall call) => (int)call.Number("ProductType");

    private static long Count(CimCall call) => call.Number("LicenseCount");

    private static string SourceName(CimCall call) => call.Text("sSourceLSName");

    private static string SourceId(CimCall call) => call.Text("sSourceLSProductId");
}
