using System.Collections;
using System.Management.Automation;
using RdsCalOrchestrator.Simulator.LicenseServers.Wmi;

namespace RdsCalOrchestrator.Simulator.LicenseServers.PowerShell;

/// <summary>Only Win32_TSLicenseServer has something to set: the company fields.</summary>
[Cmdlet("Set", "CimInstance")]
internal sealed class SetCimInstance : ServerCmdlet
{
    [Parameter(Mandatory = true)]
    public PSObject InputObject { get; set; } = null!;

    [Parameter(Mandatory = true)]
    public IDictionary Property { get; set; } = null!;

    protected override void Run()
    {
        var company = new Dictionary<string, string>(Server.Company);
        foreach (DictionaryEntry property in Property)
        {
            var name = LicenseServerClass.Writable.FirstOrDefault(w => w.Equals((string)property.Key, StringComparison.OrdinalIgnoreCase));
            var value = property.Value?.ToString() ?? "";
            if (name is null || InputObject.Properties[name] is null || (name == "CountryRegion" && !CountryNames.IsListed(value, Process.World.Switches.CountryNames)))
                throw new CimFault(WmiCode.InvalidParameter);
            company[name] = value;
        }

        Process.World.Change(_ => Server.Company = company);
    }
}
