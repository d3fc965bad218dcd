using System.Text.Json;
using RdsCalOrchestrator.Simulator.Clearinghouse;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Tests.Simulator.Estate;

/// <summary>A small estate: an old server with 120 CALs of one agreement, and a new one.</summary>
internal static class TestWorld
{
    public const string Subscription = "11111111-1111-1111-1111-111111111111";
    public const string OldId = "BBBBBCCCCCDDDDDFFFFFGGGGGHHHHHJJJJJ";
    public const string NewId = "KKKKKMMMMMPPPPPQQQQQRRRRRTTTTTVVVVV";
    public const string OtherId = "WWWWWXXXXXYYYYY22222333334444466666";
    public const string OldProductId = "00252-70012-41583-AT417";
    public const string NewProductId = "00454-60000-00001-AT611";
    public const string FreshProductId = "00454-60000-00002-AT612";
    public const string Agreement = "6400173";
    public const string License = "59000001";
    public const string Authorization = "20996074ZZE2105";
    public const string Code = "BCDFGHJKMPQRTVWXY23467892";

    public static string ResourceId(string name) =>
        $"/subscriptions/{Subscription}/resourceGroups/rg-lic/providers/Microsoft.Compute/virtualMachines/{name}";

    public static EstateState State() => new()
    {
        Seed = "test",
        Machines =
        [
            Machine("OLD", OldProductId, OldId, Pack(3, 4, 1, 100), Pack(4, 4, 1, 20)),
            Machine("NEW", NewProductId, NewId),
            Machine("FRESH", FreshProductId, null),
        ],
        Clearinghouse = new()
        {
            Servers = { ["00252-70012-41583-AT999"] = OtherId },
            Purchases =
            [
                new()
                {
                    Program = "enterprise",
                    AgreementNumber = Agreement,
                    Kinds = [Kind(4, 1, 120, (OldId, 120)), Kind(5, 0, 60, (OldId, 40), (OtherId, 20))],
                },
                new()
                {
                    Program = "open",
                    LicenseNumber = License,
                    AuthorizationNumber = Authorization,
                    Kinds = [Kind(7, 1, 30, (OldId, 30))],
                },
                new() { Program = "retail", LicenseCode = Code, Kinds = [Kind(6, 1, 5, (OldId, 5))] },
            ],
        },
    };

    public static string Write(string folder, EstateState state)
    {
        var path = Path.Combine(folder, "world.json");
        File.WriteAllText(path, JsonSerializer.Serialize(state, EstateJson.Options));
        return path;
    }

    private static Machine Machine(string name, string productId, string? id, params List<SimulatedPack> packs) => new()
    {
        ResourceId = ResourceId(name.ToLowerInvariant()),
        Licensing = new()
        {
            ComputerName = name,
            Fqdn = $"{name.ToLowerInvariant()}.test.example",
            Domain = "test.example",
            OsBuild = "10.0.20348",
            ProductId = productId,
            LicenseServerId = id,
            Activation = id is null ? 1 : 0,
            Packs = packs,
        },
    };

    private static SimulatedPack Pack(int row, int version, int type, long total) =>
        new() { RowId = row, KeyPackType = 2, ProductType = type, VersionId = version, Total = total, Description = "C50-6.02-S" };

    private static PurchasedKind Kind(int version, int type, long quantity, params (string Id, long Count)[] on) =>
        new() { VersionId = version, ProductType = type, Quantity = quantity, On = on.ToDictionary(static o => o.Id, static o => o.Count) };
}
