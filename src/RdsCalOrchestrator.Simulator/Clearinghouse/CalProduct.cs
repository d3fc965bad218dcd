using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Simulator.Clearinghouse;

/// <summary>A kind of CAL by the numbers of Win32_TSLicenseKeyPack (ProductVersionID, ProductType).</summary>
internal readonly record struct CalProduct(int VersionId, int ProductType)
{
    // The middle of a pack's Description; those of 2008, 2012 and 2019 were seen on servers, the others continue the row.
    private static readonly (int VersionId, string Version, string Description)[] Versions =
    [
        (2, "2008", "6.00"), (2, "2008R2", "6.00"), (4, "2012", "6.02"), (5, "2016", "10.00"),
        (6, "2019", "10.01"), (7, "2022", "10.02"), (8, "2025", "10.03"),
    ];

    /// <summary>2008 and 2008 R2 are one version of CALs; calls name it 2.</summary>
    public static CalProduct Of(int versionId, int productType) => new(versionId == 3 ? 2 : versionId, productType);

    public static CalProduct? FromForm(string version, string calType)
    {
        var found = Array.Find(Versions, v => v.Version == version);
        return (found.Version, calType) switch
        {
            (null, _) => null,
            (_, "device") => new(found.VersionId, 0),
            (_, "user") => new(found.VersionId, 1),
            _ => null,
        };
    }

    public SimulatedPack Pack(int keyPackType, long count)
    {
        var (versionId, productType) = (VersionId, ProductType);
        var middle = Array.Find(Versions, v => v.VersionId == versionId).Description;
        return new()
        {
            RowId = 0,
            KeyPackType = keyPackType,
            ProductType = productType,
            VersionId = versionId,
            Total = count,
            Description = $"{(productType == 1 ? "C50" : "A02")}-{middle}-S",
        };
    }
}
