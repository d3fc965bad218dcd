using System.Management.Automation;

namespace RdsCalOrchestrator.Simulator.LicenseServers.Wmi;

/// <summary>A class of root\CIMV2, as far as the scripts use it.</summary>
/// <param name="Instances">Of this process's server; the filter is WQL.</param>
/// <param name="IsLicensing">Served by the licensing provider, which comes with the role and needs its service.</param>
internal sealed record CimClass(
    string Name, Func<ScriptProcess, string?, IEnumerable<PSObject>> Instances, IReadOnlyList<CimMethod> Methods, bool IsLicensing = false)
{
    private static readonly IReadOnlyList<CimClass> All =
    [
        ComputerClasses.ComputerSystem, ComputerClasses.OperatingSystem, ProcessClass.Value, LicenseServerClass.Value, KeyPackClass.Value,
    ];

    internal static CimClass Find(string name, LicensingState server)
    {
        var found = All.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new CimFault(WmiCode.InvalidClass);
        return found.IsLicensing && !server.RoleInstalled ? throw new CimFault(WmiCode.InvalidClass) : found;
    }

    /// <summary>For anything but the class's own definition the provider must be able to speak to the service.</summary>
    internal static CimClass FindServing(string name, LicensingState server)
    {
        var found = Find(name, server);
        return found.IsLicensing && server.Service != "Running" ? throw new CimFault(WmiCode.InitializationFailure) : found;
    }

    internal CimMethod Method(string name) =>
        Methods.FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new CimFault(WmiCode.InvalidMethod);

    internal static PSObject Instance(params ReadOnlySpan<(string Name, object? Value)> properties)
    {
        var instance = new PSObject();
        foreach (var (name, value) in properties)
            instance.Properties.Add(new PSNoteProperty(name, value));
        return instance;
    }
}
