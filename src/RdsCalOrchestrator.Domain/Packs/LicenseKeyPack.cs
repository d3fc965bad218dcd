using System.Text.Json.Serialization;

namespace RdsCalOrchestrator.Domain.Packs;

/// <summary>One row of a license server's database, as a script reads it from Win32_TSLicenseKeyPack.</summary>
/// <param name="RowId">WMI's KeyPackId: the row, reused by a rebuilt server, so it proves nothing alone.</param>
/// <param name="KeyPackType">1 retail, 2 volume, 5 open license; 0, 3, 4, 6 and 7 are never moved.</param>
/// <param name="Total">CALs in the pack; −1 is unlimited.</param>
/// <param name="Issued">CALs given out; informative only, since issued records do not move.</param>
/// <param name="Expires"><c>never</c> for 2038 and later, else <c>yyyy-MM-dd</c>.</param>
public sealed record LicenseKeyPack(
    int RowId, int KeyPackType, int ProductType, int VersionId, long Total, long Issued, string Expires, string Description)
{
    /// <summary>What must be unchanged before this pack may be removed.</summary>
    [JsonIgnore]
    public string Fingerprint => $"{KeyPackType}|{ProductType}|{VersionId}|{Total}|{Expires}|{Description}";

    [JsonIgnore]
    public CalKind? Kind => CalKind.FromWmi(VersionId, ProductType);

    [JsonIgnore]
    public bool IsUnlimited => Total is < 0 or uint.MaxValue;

    /// <summary>Temporary (4), built-in (6) and overused (7) packs come and go by themselves.</summary>
    [JsonIgnore]
    public bool IsKeptByWindows => KeyPackType is 4 or 6 or 7;

    /// <summary>Purchased, of a fixed count, not expired on <paramref name="today"/>.</summary>
    public bool IsMovable(DateOnly today) => KeyPackType is 1 or 2 or 5 && Kind is not null && !IsUnlimited && Total > 0 && !IsExpired(today);

    public bool IsExpired(DateOnly today) =>
        DateOnly.TryParseExact(Expires, "yyyy-MM-dd", out var last) && last < today;

    /// <summary>The same row with the same content; CALs given out in between change nothing.</summary>
    public bool IsSameRow(LicenseKeyPack other) => other.RowId == RowId && other.Fingerprint == Fingerprint;
}
