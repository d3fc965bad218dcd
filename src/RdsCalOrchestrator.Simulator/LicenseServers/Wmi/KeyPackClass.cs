using System.Globalization;
using System.Management.Automation;
using static RdsCalOrchestrator.Simulator.LicenseServers.Wmi.CimParameter;

namespace RdsCalOrchestrator.Simulator.LicenseServers.Wmi;

/// <summary>Win32_TSLicenseKeyPack (win32/termserv): a row of the server's database for each pack.</summary>
internal static class KeyPackClass
{
    private static readonly CimParameter[] Bought = [Number("ProductVersion"), Number("ProductType"), Number("LicenseCount")];

    private static readonly CimParameter[] Source = [Text("sSourceLSName"), Text("sSourceLSProductId")];

    internal static readonly CimClass Value = new(
        "Win32_TSLicenseKeyPack",
        static (process, _) => process.Server.Packs.Select(Instance),
        [
            new("ImportAgreementLicenseKeyPack", [Number("AgreementType"), Text("sAgreementNumber"), .. Bought, .. Source], Import.Agreement),
            new("ImportOpenPurchaseLicenseKeyPack", [Text("sLicenseNumber"), Text("sAuthorizationNumber"), .. Bought, .. Source], Import.Open),
            new("ImportRetailPurchaseLicenseKeyPack", [Text("sLicenseCode"), .. Source], Import.Retail),
            new("ImportLicenseKeyPackOffline", [Text("sLicenseKeyPackId"), .. Source], Import.Offline),
            new("UninstallLicenseKeyPackWithId", [Number("KeyPackId")], Removal.WholePack),
            new("RemoveLicensesWithIdCount", [Number("KeyPackId"), Number("LicenseCount")], Removal.Part),
        ],
        IsLicensing: true);

    private static PSObject Instance(SimulatedPack pack) => CimClass.Instance(
        ("KeyPackId", (uint)pack.RowId),
        ("KeyPackType", (uint)pack.KeyPackType),
        ("ProductType", (uint)pack.ProductType),
        ("ProductVersionID", (uint)pack.VersionId),
        ("TotalLicenses", (uint)pack.Total),
        ("IssuedLicenses", (uint)pack.Issued),
        ("AvailableLicenses", (uint)Math.Max(0, pack.Total - pack.Issued)),
        ("ExpirationDate", Expiration(pack.Expires)),
        ("Description", pack.Description));

    private static DateTime Expiration(string expires) =>
        expires == "never" ? new DateTime(2038, 1, 19, 3, 14, 7, DateTimeKind.Local) : DateTime.ParseExact(expires, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
