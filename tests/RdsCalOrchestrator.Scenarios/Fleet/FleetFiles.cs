using System.Text.Json;
using RdsCalOrchestrator.Simulator.Clearinghouse;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Scenarios.Fleet;

/// <summary>A fleet as files: so many servers in one subscription and region, half of them sources and half targets of a batch.</summary>
internal sealed class FleetFiles(int servers)
{
    internal const int Cals = 10;

    private const string Seed = "fleet";
    private const string Domain = "juniper.example";

    private IEnumerable<int> Pairs => Enumerable.Range(0, servers / 2);

    internal async Task<string> WriteAsync(string folder, CancellationToken cancellation)
    {
        var world = Path.Combine(folder, "world.json");
        var state = new EstateState
        {
            Seed = Seed,
            Throttling = true,
            Machines = [.. Pairs.SelectMany(static p => new[] { Machine($"old{p}", p), Machine($"new{p}", p + 50_000) })],
            Clearinghouse = new ClearinghouseState(),
        };
        await File.WriteAllTextAsync(world, JsonSerializer.Serialize(state, EstateJson.Options), cancellation);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "estate.json"), JsonSerializer.Serialize(Estate(), JsonSerializerOptions.Web), cancellation);
        var header = "migration,source,sourceState,target,reason,method,purchase,version,calType,quantity";
        var rows = Pairs.Select(static p => $"m-{p},old{p},reachable,new{p},replacing,automatic,bought,2016,user,{Cals}");
        await File.WriteAllLinesAsync(Path.Combine(folder, "batch.csv"), [header, .. rows], cancellation);
        return world;
    }

    private static Machine Machine(string server, int number)
    {
        var productId = $"00431-{number:D5}-01013-AT610";
        return new()
        {
            ResourceId = ResourceId(server),
            Licensing = new LicensingState
            {
                ComputerName = server.ToUpperInvariant(), Fqdn = $"{server}.{Domain}", Domain = Domain, OsBuild = "10.0.20348",
                ProductId = productId, LicenseServerId = Ids.LicenseServerId(Seed, productId),
            },
        };
    }

    private object Estate() => new
    {
        schema = 1,
        customers = new[]
        {
            new
            {
                customer = "juniper", name = "Juniper Mills", tenantId = "0b1f6a52-6a56-4a0e-9a53-9d1b0a6c2f11", access = "own",
                company = "juniper", approvers = new[] { "ap-ada" }, policy = "standard", timeZone = "Europe/Copenhagen",
            },
        },
        companies = new[]
        {
            new { company = "juniper", firstName = "Ada", lastName = "Quist", companyName = "Juniper Mills", countryRegion = "Denmark" },
        },
        servers = Pairs.SelectMany(static p => new[] { InEstate($"old{p}", "2016"), InEstate($"new{p}", "2022") }),
        purchases = new[]
        {
            new
            {
                purchase = "bought", customer = "juniper", program = "select", agreementNumber = "7104412", version = "2016", calType = "user",
                quantity = Cals * servers,
            },
        },
        approvers = new[]
        {
            new
            {
                approver = "ap-ada", customer = "juniper", name = "Ada Quist", email = "ada@juniper.example",
                answers = new[] { "plan", "answer", "attest" },
            },
        },
        policies = new[] { new { policy = "standard", cleanUp = new { hosts = "attested", soak = "PT24H" } } },
    };

    private static object InEstate(string server, string os) =>
        new { server, customer = "juniper", channel = "azureVm", os, resourceId = ResourceId(server), address = $"{server}.{Domain}" };

    private static string ResourceId(string server) =>
        $"/subscriptions/5b1c9a90-3f0c-4be1-8a11-2a4c6a1d7e33/resourceGroups/rg-juniper/providers/Microsoft.Compute/virtualMachines/{server}";
}
