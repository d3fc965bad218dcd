using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace RdsCalOrchestrator.Simulator.LicenseServers.PowerShell;

/// <summary>As Windows PowerShell does it: escapes <c>&amp; &lt; &gt; '</c>, leaves other letters as they are.</summary>
[Cmdlet("ConvertTo", "Json")]
internal sealed class ConvertToJson : ServerCmdlet
{
    [Parameter(Mandatory = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    [Parameter]
    public int Depth { get; set; } = 2;

    [Parameter]
    public SwitchParameter Compress { get; set; }

    protected override void Run()
    {
        var json = new StringBuilder();
        Write(json, InputObject, depth: 0, isRoot: true);
        WriteObject(json.ToString());
    }

    private void Write(StringBuilder json, object? value, int depth, bool isRoot = false)
    {
        if (value is PSObject { BaseObject: Array array } && !isRoot)
        {
            // Its well-known fault: an array that PowerShell has wrapped is written with the properties PowerShell gave it.
            Write(json, new SortedList { ["value"] = array, ["Count"] = array.Length }, depth);
            return;
        }

        var bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (depth > Depth && bare is not (string or null or ValueType))
            WriteText(json, bare.ToString()!);
        else if (bare is IDictionary map)
            WriteMembers(json, map.Keys.Cast<object>().Select(key => (key.ToString()!, map[key])), depth);
        else if (bare is PSCustomObject)
            WriteMembers(json, ((PSObject)value!).Properties.Select(static p => (p.Name, (object?)p.Value)), depth);
        else if (bare is IEnumerable list and not string)
            WriteItems(json, list, depth);
        else
            WriteScalar(json, bare);
    }

    private void WriteMembers(StringBuilder json, IEnumerable<(string Name, object? Value)> members, int depth)
    {
        var separator = '{';
        foreach (var (name, value) in members)
        {
            json.Append(separator);
            separator = ',';
            WriteText(json, name);
            json.Append(':');
            Write(json, value, depth + 1);
        }

        json.Append(separator == '{' ? "{}" : "}");
    }

    private void WriteItems(StringBuilder json, IEnumerable items, int depth)
    {
        var separator = '[';
        foreach (var item in items)
        {
            json.Append(separator);
            separator = ',';
            Write(json, item, depth + 1);
        }

        json.Append(separator == '[' ? "[]" : "]");
    }

    private static void WriteScalar(StringBuilder json, object? value)
    {
        if (value is null)
            json.Append("null");
        else if (value is bool flag)
            json.Append(flag ? "true" : "false");
        else if (value is int or long or uint or double or decimal)
            json.Append(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
        else
            WriteText(json, value.ToString()!);
    }

    private static void WriteText(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var letter in text)
        {
            if (letter is '"' or '\\')
                json.Append('\\').Append(letter);
            else if (letter is < ' ' or '&' or '<' or '>' or '\'')
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else
                json.Append(letter);
        }

        json.Append('"');
    }
}
