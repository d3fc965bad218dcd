using System.Text.Json.Serialization;

namespace RdsCalOrchestrator.Domain.Identifiers;

/// <summary>
/// The 35 characters by which the Clearinghouse knows a license server, read while it is activated. Not secret. Where it is honestly
/// unknown the value is null. Source: Win32_TSLicenseServer.GetLicenseServerId.
/// </summary>
[JsonConverter(typeof(TextIdConverter<LicenseServerId>))]
public sealed record LicenseServerId(string Value) : ITextId<LicenseServerId>
{
    [JsonIgnore]
    public string InGroupsOfFive => Id35.InGroupsOfFive(Value);

    public static LicenseServerId From(string value) => new(value);

    public static Parsed<LicenseServerId> Parse(string text)
    {
        var id = Id35.Read(text);
        return new(id.Value is null ? null : new LicenseServerId(id.Value), id.Problem, id.Warning);
    }

    public override string ToString() => Value;
}
