using System.Text.Json.Nodes;
using RdsCalOrchestrator.Simulator.Clearinghouse;
using RdsCalOrchestrator.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.Estate;

/// <summary>The demo's world is what its sample estate and batch speak of; neither file knows the other.</summary>
public sealed class DemoWorldTests
{
    private static readonly Dictionary<string, int> Versions = new() { ["2012"] = 4, ["2016"] = 5, ["2019"] = 6, ["2022"] = 7 };

    private static readonly Dictionary<string, string> Builds = new()
    {
        ["2012R2"] = "6.3.9600", ["2016"] = "10.0.14393", ["2019"] = "10.0.17763", ["2022"] = "10.0.20348", ["2025"] = "10.0.26100",
    };

    private readonly EstateState _world = WorldFile.Read(Repository.File("src/RdsCalOrchestrator.Demo/world.json"));
    private readonly JsonNode _estate = JsonNode.Parse(File.ReadAllText(Repository.File("samples/estate.json")))!;

    [Fact]
    public void Server_InAzure_IsThereUnderItsAddressWithItsSystemAndId()
    {
        foreach (var server in _estate["servers"]!.AsArray().Where(static s => s!["resourceId"] is not null))
        {
            var machine = _world.Machines.Single(m => m.ResourceId == Text(server, "resourceId"));

            Assert.True(machine.IsKnownAs(Text(server, "address")!));
            Assert.Equal(Builds[Text(server, "os")!], machine.Licensing.OsBuild);
            if (server!["licenseServerId"] is not null)
                Assert.Equal(Text(server, "licenseServerId"), machine.Licensing.LicenseServerId);
        }
    }

    [Fact]
    public void Line_OfTheBatch_IsHeldByItsSourceAndKnownToTheClearinghouse()
    {
        foreach (var line in Lines())
        {
            var (versionId, productType) = (Versions[line["version"]], line["calType"] == "user" ? 1 : 0);
            var source = _world.Machines.Find(m => string.Equals(m.Name, line["source"], StringComparison.OrdinalIgnoreCase));
            var held = source?.Licensing.Packs
                .Where(p => p.KeyPackType is 1 or 2 or 5 && p.VersionId == versionId && p.ProductType == productType)
                .Sum(static p => p.Total);
            var onSource = Purchases(line["purchase"]).SelectMany(static p => p.Kinds)
                .Where(k => k.VersionId == versionId && k.ProductType == productType)
                .Sum(k => source is null ? k.On.Values.Sum() : k.On.GetValueOrDefault(source.Licensing.LicenseServerId!));

            Assert.Equal(Server(line["source"])["resourceId"] is null, source is null);
            Assert.Equal(line["quantity"] == "all" ? held : long.Parse(line["quantity"], null), onSource);
            Assert.Equal(source is null ? null : onSource, held);
        }
    }

    [Fact]
    public void Servers_CannotAllBeReached()
    {
        Machine The(string name) => _world.Machines.Single(m => m.Name == name);

        Assert.Contains("tam-old1.tamarisk.example", The("TAM-NEW1").Licensing.Reaches);
        Assert.DoesNotContain("tam-old2.tamarisk.example", The("TAM-NEW1").Licensing.Reaches);
        Assert.Equal(AgentState.NotReady, The("TAM-OLD5").Agent);
        Assert.Equal(PowerState.Deallocated, The("OAK-LIC3").Power);
        Assert.False(The("BRIN-LS7").Licensing.ReachesClearinghouse);
        Assert.Equal((1, 1), (The("TAM-NEW2").Licensing.Activation, The("OAK-LIC5").Licensing.Activation));
    }

    private static IEnumerable<Dictionary<string, string>> Lines()
    {
        var rows = File.ReadAllLines(Repository.File("samples/batch.csv"))
            .Where(static r => r.Length > 0)
            .Select(static r => r.Split(','))
            .ToList();
        return rows.Skip(1).Select(r => rows[0].Zip(r).ToDictionary(static c => c.First, static c => c.Second));
    }

    private JsonNode Server(string key) => _estate["servers"]!.AsArray().Single(s => Text(s, "server") == key)!;

    private IEnumerable<SimulatedPurchase> Purchases(string key)
    {
        var named = _estate["purchases"]!.AsArray().Single(p => Text(p, "purchase") == key);
        return _world.Clearinghouse.Purchases.Where(p => p.Program == Text(named, "program")
            && p.AgreementNumber == Text(named, "agreementNumber")
            && p.LicenseNumber == Text(named, "licenseNumber")
            && p.AuthorizationNumber == Text(named, "authorizationNumber"));
    }

    private static string? Text(JsonNode? node, string field) => node?[field]?.GetValue<string>();
}
