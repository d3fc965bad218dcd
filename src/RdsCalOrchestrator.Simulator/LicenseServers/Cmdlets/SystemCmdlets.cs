using System.Collections;
using System.Management.Automation;
using System.Security.Cryptography;

namespace RdsCalOrchestrator.Simulator.LicenseServers.Cmdlets;

[Cmdlet(VerbsCommon.Get, "ItemProperty")]
public sealed class GetItemPropertyCommand : WindowsCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    protected override void ProcessRecord()
    {
        switch (Path)
        {
            case @"HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList":
                Found("ProgramData", Windows.ProgramData);
                break;
            case @"HKLM:\SOFTWARE\Microsoft\PowerShell\3\PowerShellEngine":
                Found("PowerShellVersion", Windows.State.PsVersion);
                break;
            case @"HKLM:\SOFTWARE\Microsoft\TermServLicensing\lrwiz\Params":
                Found("ActivationUrl", "https://clearinghouse.one.microsoft.com:443/");
                break;
            case @"HKLM:\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full":
                // .NET Framework 4.8.
                Found("Release", 528049);
                break;
            default:
                Fail(new ItemNotFoundException($"Cannot find path '{Path}' because it does not exist."));
                break;
        }
    }

    // The real command also says where it found the value, in properties that look like values.
    private void Found(string name, object value) => WriteObject(Object(
        (name, value),
        ("PSPath", $@"Microsoft.PowerShell.Core\Registry::HKEY_LOCAL_MACHINE{Path["HKLM:".Length..]}"),
        ("PSProvider", @"Microsoft.PowerShell.Core\Registry")));
}

[Cmdlet(VerbsCommon.Get, "Service")]
public sealed class GetServiceCommand : WindowsCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    protected override void ProcessRecord()
    {
        if (Name == "TermServLicensing" && Windows.State.RoleInstalled)
            WriteObject(Object(("Name", Name), ("Status", Windows.State.Service)));
        else
            WriteError(new ErrorRecord(
                new ItemNotFoundException($"There is no service {Name}."),
                "NoServiceFoundForGivenName",
                ErrorCategory.ObjectNotFound,
                Name));
    }
}

[Cmdlet(VerbsCommon.Get, "WinEvent")]
public sealed class GetWinEventCommand : WindowsCmdlet
{
    [Parameter(Mandatory = true)]
    public Hashtable FilterHashtable { get; set; } = null!;

    /// <summary>Without it the newest come first.</summary>
    [Parameter]
    public SwitchParameter Oldest { get; set; }

    protected override void ProcessRecord()
    {
        var since = ((DateTime)FilterHashtable["StartTime"]!).ToUniversalTime();
        var ids = LanguagePrimitives.ConvertTo<int[]>(FilterHashtable["Id"]);
        var events = Windows.State.Events
            .Where(e => ids.Contains(e.Id) && e.Log == (string?)FilterHashtable["LogName"] && e.Utc.UtcDateTime >= since)
            .ToList();
        if (!Oldest)
            events.Reverse();
        if (events.Count == 0)
            WriteError(new ErrorRecord(
                new ItemNotFoundException("No events were found."), "NoMatchingEventsFound", ErrorCategory.ObjectNotFound, null));
        foreach (var found in events)
            WriteObject(Object(("Id", found.Id), ("TimeCreated", found.Utc.UtcDateTime), ("RecordId", (long)found.Record)));
    }
}

[Cmdlet(VerbsCommon.Get, "Date")]
public sealed class GetDateCommand : WindowsCmdlet
{
    protected override void ProcessRecord() => WriteObject(Windows.UtcNow);
}

[Cmdlet(VerbsCommon.Join, "Path")]
public sealed class JoinPathCommand : WindowsCmdlet
{
    [Parameter(Mandatory = true)]
    public string Path { get; set; } = "";

    [Parameter(Mandatory = true)]
    public string ChildPath { get; set; } = "";

    protected override void ProcessRecord() => WriteObject(System.IO.Path.Combine(Path, ChildPath));
}

[Cmdlet(VerbsCommon.Get, "Acl")]
public sealed class GetAclCommand : WindowsCmdlet
{
    [Parameter(Mandatory = true)]
    public string Path { get; set; } = "";

    protected override void ProcessRecord() => WriteObject(new SimulatedAcl());
}

[Cmdlet(VerbsCommon.Set, "Acl")]
public sealed class SetAclCommand : WindowsCmdlet
{
    [Parameter(Mandatory = true)]
    public string Path { get; set; } = "";

    [Parameter(Mandatory = true)]
    public PSObject AclObject { get; set; } = null!;

    protected override void ProcessRecord() => File.WriteAllText(Path + ".acl", ((SimulatedAcl)AclObject.BaseObject).Sddl);
}

/// <summary>An access list that only remembers its text; a test reads what was set.</summary>
public sealed class SimulatedAcl
{
    internal string Sddl { get; private set; } = "";

    public void SetSecurityDescriptorSddlForm(string sddlForm, string includeSections) => Sddl = $"{includeSections}: {sddlForm}";
}

[Cmdlet(VerbsCommunications.Write, "Output")]
public sealed class WriteOutputCommand : WindowsCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public PSObject InputObject { get; set; } = null!;

    protected override void ProcessRecord() => WriteObject(InputObject, enumerateCollection: true);
}

[Cmdlet(VerbsCommon.New, "Object")]
public sealed class NewObjectCommand : WindowsCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string TypeName { get; set; } = "";

    [Parameter]
    public object[]? ArgumentList { get; set; }

    protected override void ProcessRecord() => WriteObject(TypeName switch
    {
        "System.Net.Sockets.TcpClient" => new SimulatedTcpClient(Windows),
        "System.Net.Security.SslStream" => new SimulatedSslStream(Windows),
        "System.Security.Cryptography.SHA256CryptoServiceProvider" => SHA256.Create(),
        "System.Collections.ArrayList" => new ArrayList(),
        _ => throw new PSNotSupportedException($"{TypeName} has no stand-in."),
    });
}
