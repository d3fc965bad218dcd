using System.Management.Automation;

namespace RdsCalOrchestrator.Simulator.LicenseServers.PowerShell;

[Cmdlet("Get", "Service")]
internal sealed class GetService : ServerCmdlet
{
    [Parameter(Mandatory = true)]
    public string Name { get; set; } = "";

    protected override void Run()
    {
        if (!Server.RoleInstalled || !Name.Equals("TermServLicensing", StringComparison.OrdinalIgnoreCase))
        {
            WriteProblem("NoServiceFoundForGivenName", $"Cannot find any service with service name '{Name}'.");
            return;
        }

        var service = new PSObject();
        service.Properties.Add(new PSNoteProperty("Name", "TermServLicensing"));
        service.Properties.Add(new PSNoteProperty("Status", Server.Service));
        WriteObject(service);
    }
}
