using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>The two servers that most tests use.</summary>
internal static class Servers
{
    internal const string SourceId = "H69DMQ23V7YVM8VC42J9PKJJRF7PYH67HVP";
    internal const string SourceProductId = "00252-70012-41583-AT417";
    internal const string TargetId = "YFB9JKV6662HTQ2H4MWYY3CJHFTM82X7Y2H";

    internal static LicensingState Source() => new()
    {
        ComputerName = "SRC-LS01",
        Fqdn = "src-ls01.corp.example",
        Domain = "corp.example",
        OsBuild = "6.3.9600",
        BootedUtc = new DateTimeOffset(2026, 11, 15, 3, 2, 11, TimeSpan.Zero),
        PsVersion = "4.0",
        ProductId = SourceProductId,
        LicenseServerId = SourceId,
        Company = Company("Muster GmbH", "Germany"),
        Packs =
        [
            BuiltIn(),
            Pack(3, 4, 1, 100, issued: 77),
            Pack(4, 4, 1, 20),
            Pack(5, 4, 0, 25),
            new() { RowId = 10, KeyPackType = 7, ProductType = 1, VersionId = 4, Total = 0, Description = "C50-6.02-S" },
        ],
    };

    internal static LicensingState Target() => new()
    {
        ComputerName = "TGT-LS11",
        Fqdn = "tgt-ls11.corp.example",
        Domain = "corp.example",
        OsBuild = "10.0.20348",
        BootedUtc = new DateTimeOffset(2026, 11, 21, 2, 11, 0, TimeSpan.Zero),
        ProductId = "00454-60000-00001-AT611",
        LicenseServerId = TargetId,
        Company = Company("Muster GmbH", "Germany"),
        Reaches = ["src-ls01.corp.example"],
        Packs = [BuiltIn()],
    };

    internal static SimulatedPack Pack(
        int rowId, int versionId, int productType, long total, string description = "C50-6.02-S", long issued = 0) => new()
    {
        RowId = rowId, KeyPackType = 2, ProductType = productType, VersionId = versionId,
        Total = total, Issued = issued, Description = description,
    };

    private static SimulatedPack BuiltIn() => new()
    {
        RowId = 2, KeyPackType = 6, ProductType = 3, VersionId = 0, Total = 4294967295, Expires = "2035-12-31", Description = "A02-5.00-EX",
    };

    private static Dictionary<string, string> Company(string name, string country) => new()
    {
        ["FirstName"] = "Ida", ["LastName"] = "Moe", ["Company"] = name, ["CountryRegion"] = country,
    };
}
