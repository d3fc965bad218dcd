using System.Management.Automation;
using System.Text.Json;

namespace RdsCalOrchestrator.Simulator.LicenseServers.PowerShell;

/// <summary>As Windows PowerShell does it: what looks like a date stays text, and an array is one object.</summary>
[Cmdlet("ConvertFrom", "Json")]
internal sealed class ConvertFromJson : ServerCmdlet
{
    [Parameter(Mandatory = true)]
    public string InputObject { get; set; } = "";

    protected override void Run()
    {
        try
        {
            using var json = JsonDocument.Parse(InputObject);
            WriteObject(Value(json.RootElement), enumerateCollection: false);
        }
        catch (JsonException broken)
        {
            ThrowTerminatingError(new ErrorRecord(new ArgumentException("Invalid JSON primitive.", broken), "InvalidJson", ErrorCategory.NotSpecified, null));
        }
    }

    private static object? Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => Members(json),
        JsonValueKind.Array => json.EnumerateArray().Select(Value).ToArray(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt32(out var small) ? small : json.TryGetInt64(out var large) ? large : json.GetDecimal(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static PSObject Members(JsonElement json)
    {
        var members = new PSObject();
        foreach (var property in json.EnumerateObject())
            members.Properties.Add(new PSNoteProperty(property.Name, Value(property.Value)));
        return members;
    }
}
