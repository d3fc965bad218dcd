using System.Management.Automation;

namespace RdsCalOrchestrator.Simulator.LicenseServers.PowerShell;

/// <summary>The few values of the registry that the scripts read.</summary>
[Cmdlet("Get", "ItemProperty")]
internal sealed class GetItemProperty : ServerCmdlet
{
    [Parameter(Mandatory = true)]
    public string Path { get; set; } = "";

    protected override void Run()
    {
        if (Value() is not { } property)
        {
            WriteProblem("PathNotFound", $"Cannot find path '{Path}'.");
            return;
        }

        var found = new PSObject();
        found.Properties.Add(new PSNoteProperty(property.Name, property.Value));
        // What the real command adds about where the values were found.
        found.Properties.Add(new PSNoteProperty("PSPath", $@"Microsoft.PowerShell.Core\Registry::{Path.Replace("HKLM:", "HKEY_LOCAL_MACHINE", StringComparison.Ordinal)}"));
        found.Properties.Add(new PSNoteProperty("PSProvider", @"Microsoft.PowerShell.Core\Registry"));
        WriteObject(found);
    }

    private (string Name, string Value)? Value() => Path.ToUpperInvariant() switch
    {
        @"HKLM:\SOFTWARE\MICROSOFT\POWERSHELL\3\POWERSHELLENGINE" => ("PowerShellVersion", Server.PsVersion),
        @"HKLM:\SOFTWARE\MICROSOFT\WINDOWS NT\CURRENTVERSION\PROFILELIST" => ("ProgramData", System.IO.Path.Combine(Process.Disk, "ProgramData")),
        @"HKLM:\SOFTWARE\MICROSOFT\TERMSERVLICENSING\LRWIZ\PARAMS" => ("ClearinghouseUrl", $"https://{Network.Clearinghouse.Host}/"),
        _ => null,
    };
}
