using System.Collections;
using System.Management.Automation;

namespace RdsCalOrchestrator.Simulator.LicenseServers.Wmi;

/// <summary>A method of a class, with the names and types of its parameters as documented.</summary>
internal sealed record CimMethod(string Name, IReadOnlyList<CimParameter> In, Func<CimCall, CimAnswer> Run)
{
    /// <summary>WMI checks a call before the provider sees it: each parameter there, of the very type, and no other.</summary>
    internal CimAnswer Call(ScriptProcess process, IDictionary arguments)
    {
        if (arguments.Count != In.Count)
            throw new CimFault(WmiCode.InvalidMethodParameters);
        var values = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry argument in arguments)
        {
            var parameter = In.FirstOrDefault(p => p.Name.Equals((string)argument.Key, StringComparison.OrdinalIgnoreCase))
                ?? throw new CimFault(WmiCode.InvalidMethodParameters);
            var value = argument.Value is PSObject wrapped ? wrapped.BaseObject : argument.Value;
            if (value?.GetType() != parameter.Type)
                throw new CimFault(WmiCode.TypeMismatch);
            values[parameter.Name] = value;
        }

        return Run(new CimCall(process, values));
    }
}

internal sealed record CimParameter(string Name, Type Type)
{
    internal static CimParameter Number(string name) => new(name, typeof(uint));

    internal static CimParameter Text(string name) => new(name, typeof(string));
}

internal sealed record CimCall(ScriptProcess Process, IReadOnlyDictionary<string, object> Arguments)
{
    internal LicensingState Server => Process.Server;

    internal string Text(string name) => (string)Arguments[name];

    internal long Number(string name) => (uint)Arguments[name];
}

/// <param name="ReturnValue">0 is success; else a WBEM code.</param>
internal sealed record CimAnswer(uint ReturnValue, string? OutName = null, object? Out = null)
{
    internal static CimAnswer Done { get; } = new(0);

    /// <summary>A-REFUSAL-SHAPE: nobody has seen how the provider passes a refusal on.</summary>
    internal static CimAnswer Refused(ScriptProcess process, uint code = WmiCode.Failed) =>
        process.World.Switches.RefusalShape == "thrown" ? throw new CimFault(code) : new CimAnswer(code);
}
