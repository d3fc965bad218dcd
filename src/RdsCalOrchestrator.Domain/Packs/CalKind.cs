using System.Text.Json.Serialization;

namespace RdsCalOrchestrator.Domain.Packs;

/// <summary>CAL version; 2012 and 2012 R2 are one.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CalVersion>))]
public enum CalVersion
{
    V2008,
    V2008R2,
    V2012,
    V2016,
    V2019,
    V2022,
    V2025,
}

/// <summary>To whom a CAL is issued. Anything else a license server holds is never moved.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CalType>))]
public enum CalType
{
    Device,
    User,
}

/// <summary>A version and a type: what a count of CALs is a count of.</summary>
public readonly record struct CalKind(CalVersion Version, CalType Type)
{
    /// <summary>ProductVersionID in WMI: 2, 3, 4, 5, 6, 7, 8. Source: Win32_TSLicenseKeyPack; 8 was seen in the field only (A-VERSION-IDS).</summary>
    [JsonIgnore]
    public int VersionId => (int)Version + 2;

    /// <summary>ProductType in WMI: 0 per device, 1 per user.</summary>
    [JsonIgnore]
    public int ProductType => (int)Type;

    [JsonIgnore]
    public string Token => $"{Version.ToString()[1..]} {(Type == CalType.User ? "user" : "device")}";

    // On a server CALs of 2008 R2 are those of 2008.
    private CalVersion VersionOnServer => Version == CalVersion.V2008R2 ? CalVersion.V2008 : Version;

    public static CalKind? FromWmi(int versionId, int productType) =>
        versionId is >= 2 and <= 8 && productType is (0 or 1) ? new CalKind((CalVersion)(versionId - 2), (CalType)productType) : null;

    /// <summary>Cannot be told apart on a server.</summary>
    public bool IsSameOnServer(CalKind? other) => other is { } kind && kind.Type == Type && kind.VersionOnServer == VersionOnServer;

    public override string ToString() => Token;
}
