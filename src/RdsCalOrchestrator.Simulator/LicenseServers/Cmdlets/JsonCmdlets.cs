using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RdsCalOrchestrator.Simulator.LicenseServers.Cmdlets;

/// <summary>As in Windows PowerShell up to 5.1: objects become PSObjects, and dates stay text.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
public sealed class ConvertFromJsonCommand : WindowsCmdlet
{
    [Parameter(Mandatory = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = "";

    protected override void ProcessRecord()
    {
        using var json = JsonDocument.Parse(InputObject);
        WriteObject(Read(json.RootElement));
    }

    private static object? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Object(element.EnumerateObject().Select(static p => (p.Name, Read(p.Value)))),
        JsonValueKind.Array => element.EnumerateArray().Select(Read).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt32(out var small) ? small : element.TryGetInt64(out var large) ? large : element.GetDecimal(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}

/// <summary>As in Windows PowerShell up to 5.1: letters outside ASCII stay as they are, and &amp;, &lt;, &gt; and ' are escaped.</summary>
[Cmdlet(VerbsData.ConvertTo, "Json")]
public sealed class ConvertToJsonCommand : WindowsCmdlet
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) };

    [Parameter(Mandatory = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    [Parameter]
    public int Depth { get; set; } = 2;

    [Parameter]
    public SwitchParameter Compress { get; set; }

    protected override void ProcessRecord() => WriteObject(Write(InputObject, Depth)?.ToJsonString(Compact) ?? "null");

    private static JsonNode? Write(object? value, int depth)
    {
        if (value is PSObject { BaseObject: PSCustomObject } made)
            return new JsonObject(made.Properties.Select(p => new KeyValuePair<string, JsonNode?>(p.Name, Write(p.Value, depth - 1))));
        // Its well-known fault: an array that PowerShell has wrapped is written with the properties PowerShell gave it.
        if (value is PSObject { BaseObject: Array array })
            return new JsonObject { ["value"] = Write(array, depth - 1), ["Count"] = array.Length };
        if (value is PSObject wrapped)
            value = wrapped.BaseObject;
        // Deeper than asked for, Windows PowerShell prints a type's name: data would be lost, so it is refused here.
        if (depth < 0)
            throw new PSInvalidOperationException("The JSON is deeper than -Depth.");
        return value switch
        {
            null => null,
            string text => text,
            bool flag => flag,
            IDictionary map => new JsonObject(map.Keys.Cast<object>().Select(k => new KeyValuePair<string, JsonNode?>(k.ToString()!, Write(map[k], depth - 1)))),
            IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(v => Write(v, depth - 1))]),
            IFormattable number => JsonNode.Parse(number.ToString(null, CultureInfo.InvariantCulture)),
            _ => value.ToString(),
        };
    }
}
