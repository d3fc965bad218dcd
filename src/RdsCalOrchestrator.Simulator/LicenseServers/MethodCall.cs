using System.Collections;
using System.Management.Automation;

namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>Arguments of a CIM method: names and types must be the documented ones, or the call fails as on Windows.</summary>
internal sealed class MethodCall(IDictionary arguments)
{
    private readonly Dictionary<string, object?> _left = arguments.Cast<DictionaryEntry>().ToDictionary(static a => (string)a.Key, static a => a.Value is PSObject o ? o.BaseObject : a.Value, StringComparer.OrdinalIgnoreCase);

    internal string Text(string name) => Take(name) as string ?? throw new CimFault(CimFault.TypeMismatch, $"Type mismatch for parameter \"{name}\"");

    internal uint UInt(string name) => Take(name) is uint number ? number : throw new CimFault(CimFault.TypeMismatch, $"Type mismatch for parameter \"{name}\"");

    internal void ThrowIfMore()
    {
        if (_left.Count > 0)
            throw new CimFault(CimFault.InvalidParameter, $"Invalid method parameter {_left.Keys.First()}");
    }

    private object? Take(string name) => _left.Remove(name, out var value) ? value : throw new CimFault(CimFault.InvalidParameter, $"Missing parameter {name}");
}
