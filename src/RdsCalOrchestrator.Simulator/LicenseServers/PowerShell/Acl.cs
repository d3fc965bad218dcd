using System.Management.Automation;

namespace RdsCalOrchestrator.Simulator.LicenseServers.PowerShell;

/// <summary>Who may read a folder is not simulated; that a descriptor is well formed is left to real Windows.</summary>
[Cmdlet("Get", "Acl")]
internal sealed class GetAcl : ServerCmdlet
{
    [Parameter(Mandatory = true)]
    public string Path { get; set; } = "";

    protected override void Run() => WriteObject(new SecurityDescriptor());
}

[Cmdlet("Set", "Acl")]
internal sealed class SetAcl : ServerCmdlet
{
    [Parameter(Mandatory = true)]
    public string Path { get; set; } = "";

    [Parameter(Mandatory = true)]
    public SecurityDescriptor AclObject { get; set; } = null!;

    protected override void Run()
    {
        if (AclObject.Sddl is null)
            WriteProblem("NothingSet", "The descriptor was handed back as it was read.");
    }
}

public sealed class SecurityDescriptor
{
    internal string? Sddl { get; private set; }

    public void SetSecurityDescriptorSddlForm(string sddlForm, string includeSections) => Sddl = $"{includeSections}: {sddlForm}";
}
