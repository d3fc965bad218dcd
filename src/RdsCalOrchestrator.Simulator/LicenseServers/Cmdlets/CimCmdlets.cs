using System.Collections;
using System.Management.Automation;

namespace RdsCalOrchestrator.Simulator.LicenseServers.Cmdlets;

[Cmdlet(VerbsCommon.Get, "CimInstance")]
public sealed class GetCimInstanceCommand : WindowsCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string ClassName { get; set; } = "";

    [Parameter]
    public string? Filter { get; set; }

    protected override void ProcessRecord()
    {
        try
        {
            WriteObject(Instances().ToArray(), enumerateCollection: true);
        }
        catch (CimFault fault)
        {
            Fail(fault);
        }
    }

    private IEnumerable<PSObject> Instances() => ClassName switch
    {
        "Win32_TSLicenseServer" => [Object(Windows.Licensing.Server())],
        "Win32_TSLicenseKeyPack" => Windows.Licensing.Packs().Select(static p => Object(p)),
        "Win32_ComputerSystem" =>
        [
            Object(
                ("Name", Windows.State.ComputerName), ("DNSHostName", Windows.State.Fqdn.Split('.')[0]),
                ("Domain", Windows.State.Domain ?? "WORKGROUP"), ("PartOfDomain", Windows.State.Domain is not null)),
        ],
        "Win32_OperatingSystem" =>
        [
            Object(
                ("Version", Windows.State.OsBuild),
                ("LastBootUpTime", Windows.State.Clock(Windows.State.BootedUtc ?? DateTimeOffset.UnixEpoch).UtcDateTime),
                // 1033: English (United States).
                ("OSLanguage", 1033u)),
        ],
        "Win32_Process" => Processes(),
        _ => throw new CimFault(CimFault.InvalidClass, $"Invalid class {ClassName}"),
    };

    private IEnumerable<PSObject> Processes()
    {
        const string ById = "ProcessId=";
        if (Filter?.StartsWith(ById, StringComparison.OrdinalIgnoreCase) != true || !int.TryParse(Filter.AsSpan(ById.Length), out var id))
            throw new CimFault(CimFault.InvalidParameter, "Only one process can be asked for here.");
        return Windows.FindProcess(id) is { } process
            ? [Object(("ProcessId", (uint)process.Id), ("CreationDate", process.StartedUtc))]
            : [];
    }
}

[Cmdlet(VerbsLifecycle.Invoke, "CimMethod")]
public sealed class InvokeCimMethodCommand : WindowsCmdlet
{
    [Parameter(Mandatory = true)]
    public string ClassName { get; set; } = "";

    [Parameter(Mandatory = true)]
    public string MethodName { get; set; } = "";

    [Parameter]
    public IDictionary? Arguments { get; set; }

    protected override void ProcessRecord()
    {
        try
        {
            WriteObject(Object(Windows.Licensing.Invoke(ClassName, MethodName, Arguments ?? new Hashtable())));
        }
        catch (CimFault fault)
        {
            Fail(fault);
        }
    }
}

[Cmdlet(VerbsCommon.Get, "CimClass")]
public sealed class GetCimClassCommand : WindowsCmdlet
{
    [Parameter(Mandatory = true)]
    public string ClassName { get; set; } = "";

    protected override void ProcessRecord()
    {
        try
        {
            var methods = new Hashtable(StringComparer.OrdinalIgnoreCase);
            foreach (var (name, parameters) in Windows.Licensing.MethodsOf(ClassName))
                methods[name] = Object(("Name", name), ("Parameters", parameters.Select(Declared).ToArray()));
            WriteObject(Object(("CimClassName", ClassName), ("CimClassMethods", methods)));
        }
        catch (CimFault fault)
        {
            Fail(fault);
        }
    }

    // Without qualifiers: what a real class says of the values it takes is one of the things to be learnt.
    private static PSObject Declared(CimParameter parameter) => Object(
        ("Name", parameter.Name), ("CimType", parameter.Type == typeof(uint) ? "UInt32" : "String"), ("Qualifiers", new Hashtable()));
}

[Cmdlet(VerbsCommon.Set, "CimInstance")]
public sealed class SetCimInstanceCommand : WindowsCmdlet
{
    [Parameter(Mandatory = true)]
    public PSObject InputObject { get; set; } = null!;

    [Parameter(Mandatory = true)]
    public IDictionary Property { get; set; } = null!;

    protected override void ProcessRecord()
    {
        try
        {
            Windows.Licensing.SetCompany(Property);
        }
        catch (CimFault fault)
        {
            Fail(fault);
        }
    }
}
