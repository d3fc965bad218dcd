using System.Text.Json.Serialization;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Purchases;

/// <summary>How the CALs were bought: one case for each Import… call of Win32_TSLicenseKeyPack; nothing else knows the mapping.</summary>
/// <param name="Key">Its key in the estate file.</param>
/// <param name="Quantity">CALs bought; null where the estate does not say.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Agreement), "agreement")]
[JsonDerivedType(typeof(OpenLicense), "open")]
[JsonDerivedType(typeof(Retail), "retail")]
public abstract record Purchase(string Key, LicenseProgram Program, CalKind Cals, int? Quantity, string? Proof)
{
    /// <summary>By which the Clearinghouse knows it, whatever its key is here; null for retail, where each code is known alone.</summary>
    [JsonIgnore]
    public Secret? FullNumber => this switch
    {
        Agreement agreement => agreement.Number,
        OpenLicense open => new Secret($"{open.LicenseNumber.Reveal()}/{open.AuthorizationNumber.Reveal()}"),
        _ => null,
    };

    /// <summary>Select, Enterprise, Campus, School, SPLA or another agreement, known by one number.</summary>
    public sealed record Agreement(string Key, LicenseProgram Program, CalKind Cals, int? Quantity, string? Proof, Secret Number)
        : Purchase(Key, Program, Cals, Quantity, Proof);

    public sealed record OpenLicense(string Key, CalKind Cals, int? Quantity, string? Proof, Secret LicenseNumber, Secret AuthorizationNumber)
        : Purchase(Key, LicenseProgram.Open, Cals, Quantity, Proof);

    /// <summary>
    /// License packs with one 25-character code each; the codes are read from where <paramref name="CodesRef"/> says, never from a file of ours.
    /// </summary>
    public sealed record Retail(string Key, CalKind Cals, int? Quantity, string? Proof, string CodesRef)
        : Purchase(Key, LicenseProgram.Retail, Cals, Quantity, Proof);
}

/// <summary>License programs by the words of the wizard.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LicenseProgram>))]
public enum LicenseProgram
{
    Retail,
    Open,
    Select,
    Enterprise,
    Campus,
    School,
    Spla,
    Other,
}
