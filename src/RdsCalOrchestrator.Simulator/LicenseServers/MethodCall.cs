using System.Collections;
using System.Management.Automation;

namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>A parameter of a CIM method; <paramref name="Type"/> is <see cref="uint"/> or <see cref="string"/>.</summary>
internal sealed record CimParameter(string Name, Type Type)
{
    internal static CimParameter Number(string name) => new(name, typeof(uint));

    internal static CimParameter Text(string name) => new(name, typeof(string));
}

/// <summary>
/// A call whose arguments WMI has checked, before the provider sees it: each parameter is there, of the very type, and no other.
/// </summary>
internal sealed class MethodCall
{
    private readonly Dictionary<string, object> _arguments = new(StringComparer.OrdinalIgnoreCase);

    internal MethodCall(IDictionary arguments, IReadOnlyList<CimParameter> declared)
    {
        if (arguments.Count != declared.Count)
            throw new CimFault(CimFault.InvalidMethodParameters, "Invalid method parameters");
        foreach (DictionaryEntry argument in arguments)
        {
            var parameter = declared.FirstOrDefault(p => p.Name.Equals((string)argument.Key, StringComparison.OrdinalIgnoreCase))
                ?? throw new CimFault(CimFault.InvalidMethodParameters, $"Invalid method parameter {argument.Key}");
            var value = argument.Value is PSObject wrapped ? wrapped.BaseObject : argument.Value;
            if (value?.GetType() != parameter.Type)
                throw new CimFault(CimFault.TypeMismatch, $"Type mismatch for parameter \"{parameter.Name}\"");
            _arguments[parameter.Name] = value;
        }
    }

    internal string Text(string name) => (string)_arguments[name];

    internal uint UInt(string name) => (uint)_arguments[name];
}
