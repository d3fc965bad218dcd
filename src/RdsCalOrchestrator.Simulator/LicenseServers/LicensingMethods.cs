using static RdsCalOrchestrator.Simulator.LicenseServers.CimParameter;

namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>
/// Methods of the two licensing classes that scripts use, with their parameters as documented (win32/termserv, one page each).
/// </summary>
internal static class LicensingMethods
{
    private static readonly CimParameter[] Bought = [Number("ProductVersion"), Number("ProductType"), Number("LicenseCount")];

    private static readonly CimParameter[] Source = [Text("sSourceLSName"), Text("sSourceLSProductId")];

    private static readonly Dictionary<string, IReadOnlyList<CimParameter>> OfServer = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ActivateServerAutomatic"] = [],
        ["ActivateServer"] = [Text("sLicenseServerId")],
        ["GetActivationStatus"] = [],
        ["GetLicenseServerId"] = [],
        ["IsLSinTSLSGroup"] = [Text("Domain")],
        ["IsLSonDC"] = [],
        ["IsLSSecGrpGPEnabled"] = [],
    };

    private static readonly Dictionary<string, IReadOnlyList<CimParameter>> OfKeyPack = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ImportAgreementLicenseKeyPack"] = [Number("AgreementType"), Text("sAgreementNumber"), .. Bought, .. Source],
        ["ImportOpenPurchaseLicenseKeyPack"] = [Text("sLicenseNumber"), Text("sAuthorizationNumber"), .. Bought, .. Source],
        ["ImportRetailPurchaseLicenseKeyPack"] = [Text("sLicenseCode"), .. Source],
        ["ImportLicenseKeyPackOffline"] = [Text("sLicenseKeyPackId"), .. Source],
        ["InstallLicenseKeyPack"] = [Text("sLicenseKeyPackId")],
        ["UninstallLicenseKeyPackWithId"] = [Number("KeyPackId")],
        ["RemoveLicensesWithIdCount"] = [Number("KeyPackId"), Number("LicenseCount")],
    };

    internal static IReadOnlyDictionary<string, IReadOnlyList<CimParameter>> Of(string className) => className switch
    {
        "Win32_TSLicenseServer" => OfServer,
        "Win32_TSLicenseKeyPack" => OfKeyPack,
        _ => throw new CimFault(CimFault.InvalidClass, "Invalid class"),
    };
}
