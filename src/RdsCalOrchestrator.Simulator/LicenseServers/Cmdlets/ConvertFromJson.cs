using System.Management.Automation;
using System.Text.Json;

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
        JsonValueKind.Number =>
            element.TryGetInt32(out var small) ? small : element.TryGetInt64(out var large) ? large : element.GetDecimal(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
