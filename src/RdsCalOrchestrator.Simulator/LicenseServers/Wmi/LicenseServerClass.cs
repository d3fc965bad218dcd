using System.Management.Automation;

namespace RdsCalOrchestrator.Simulator.LicenseServers.Wmi;

/// <summary>Win32_TSLicenseServer (win32/termserv): a singleton, its methods static.</summary>
internal static class LicenseServerClass
{
    internal static readonly IReadOnlyList<string> Writable =
        ["FirstName", "LastName", "Company", "CountryRegion", "eMail", "OrgUnit", "Address", "City", "State", "PostalCode"];

    internal static readonly CimClass Value = new(
        "Win32_TSLicenseServer",
        static (process, _) => [Instance(process.Server)],
        [
            new("GetActivationStatus", [], static call => new CimAnswer(0, "ActivationStatus", (uint)call.Server.Activation)),
            new("GetLicenseServerId", [], static call => call.Server.Activation == 0
                ? new CimAnswer(0, "sLicenseServerId", call.Server.LicenseServerId)
                : throw new CimFault(WmiCode.Failed)),
            new("IsLSinTSLSGroup", [CimParameter.Text("Domain")], static call => new CimAnswer(0, "IsMember", call.Server.Domain is not null)),
            new("ActivateServerAutomatic", [], Activation.Automatic),
            new("ActivateServer", [CimParameter.Text("sLicenseServerId")], Activation.WithId),
        ],
        IsLicensing: true);

    private static PSObject Instance(LicensingState server)
    {
        var instance = CimClass.Instance(
            ("ProductId", server.ProductId),
            ("ServerRole", (uint)server.Scope),
            ("DatabasePath", @"C:\Windows\system32\lserver"),
            ("Version", string.Join('.', server.OsBuild.Split('.').Take(2))));
        foreach (var name in Writable)
            instance.Properties.Add(new PSNoteProperty(name, server.Company.GetValueOrDefault(name, "")));
        return instance;
    }
}
