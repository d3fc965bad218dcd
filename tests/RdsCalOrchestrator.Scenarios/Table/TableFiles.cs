using System.Text.Json;
using RdsCalOrchestrator.Simulator.Clearinghouse;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Scenarios.Table;

/// <summary>
/// The table as files: the world that the simulator knows, and the estate and batch that an operator sends. No two rows share a server.
/// </summary>
/// <param name="importRemoves">Position of the import switch.</param>
/// <param name="powerCut">When every server loses its power, once.</param>
internal sealed class TableFiles(IReadOnlyList<TableRow> rows, string importRemoves, PowerCutMoment? powerCut = null)
{
    internal const string Customer = "juniper";

    // As WMI counts them: Win32_TSLicenseKeyPack, ProductVersionID and ProductType.
    internal const int Version2016 = 5;
    internal const int PerUser = 1;

    private const string Seed = "table";
    private const string Domain = "juniper.example";

    internal string WorldFile { get; private set; } = "";

    internal async Task WriteAsync(string folder, CancellationToken cancellation)
    {
        WorldFile = Path.Combine(folder, "world.json");
        await File.WriteAllTextAsync(WorldFile, JsonSerializer.Serialize(World(), EstateJson.Options), cancellation);
        var estate = JsonSerializer.Serialize(Estate(), JsonSerializerOptions.Web);
        await File.WriteAllTextAsync(Path.Combine(folder, "estate.json"), estate, cancellation);
        var header = "migration,source,sourceState,target,reason,method,purchase,version,calType,quantity";
        var lines = rows.Select(static r =>
            $"{r.Migration},{r.SourceServer},{r.SourceState},{r.TargetServer},{r.Reason},{r.Method},bought-{r.Key},2016,user,{r.Cals}");
        await File.WriteAllLinesAsync(Path.Combine(folder, "batch.csv"), [header, .. lines], cancellation);
    }

    private EstateState World() => new()
    {
        Seed = Seed,
        Switches = new AssumptionSwitches { ImportRemoves = importRemoves },
        Machines = [.. rows.Where(static r => r.SourceExists).Select(Source), .. rows.Select(Target)],
        Clearinghouse = new ClearinghouseState
        {
            Servers = rows.ToDictionary(static r => ProductId(r.SourceServer), static r => LicenseServerId(r.SourceServer)),
            Purchases =
            [
                .. rows.Select(static r => new SimulatedPurchase
                {
                    Program = "select",
                    AgreementNumber = r.AgreementNumber,
                    Kinds =
                    [
                        new()
                        {
                            VersionId = Version2016, ProductType = PerUser, Quantity = r.Cals, On = { [LicenseServerId(r.SourceServer)] = r.Cals },
                        },
                    ],
                }),
            ],
        },
    };

    private Machine Source(TableRow row)
    {
        var machine = Machine(row.SourceServer, "10.0.14393");
        machine.Agent = row.Source == "reachable" ? AgentState.Ready : AgentState.NotReady;
        machine.Licensing.Packs =
        [
            BuiltIn(),
            new()
            {
                RowId = 3, KeyPackType = 2, ProductType = PerUser, VersionId = Version2016, Total = row.Cals, Issued = 4, Description = "C50-10.00-S",
            },
        ];
        return machine;
    }

    private Machine Target(TableRow row)
    {
        var machine = Machine(row.TargetServer, "10.0.20348");
        machine.Licensing.Packs = [BuiltIn()];
        // A source that scripts do not reach may still be reached by the target.
        machine.Licensing.Reaches = row.SourceExists ? [$"{row.SourceServer}.{Domain}"] : [];
        return machine;
    }

    private static SimulatedPack BuiltIn() =>
        new() { RowId = 2, KeyPackType = 6, ProductType = 3, VersionId = 0, Total = uint.MaxValue, Description = "A02-5.00-EX" };

    private Machine Machine(string server, string build) => new()
    {
        PowerCutAt = powerCut,
        ResourceId = ResourceId(server),
        Licensing = new LicensingState
        {
            ComputerName = server.ToUpperInvariant(),
            Fqdn = $"{server}.{Domain}",
            Domain = Domain,
            OsBuild = build,
            ProductId = ProductId(server),
            LicenseServerId = LicenseServerId(server),
            Company = new() { ["FirstName"] = "Ada", ["LastName"] = "Quist", ["Company"] = "Juniper Mills", ["CountryRegion"] = "Denmark" },
        },
    };

    private object Estate() => new
    {
        schema = 1,
        customers = new[]
        {
            new
            {
                customer = Customer, name = "Juniper Mills", tenantId = "0b1f6a52-6a56-4a0e-9a53-9d1b0a6c2f11", access = "own",
                company = "juniper", approvers = new[] { "ap-ada" }, policy = "standard", timeZone = "Europe/Copenhagen",
            },
        },
        companies = new[]
        {
            new { company = "juniper", firstName = "Ada", lastName = "Quist", companyName = "Juniper Mills", countryRegion = "Denmark" },
        },
        servers = rows.Select(SourceInEstate).Concat(rows.Select(static r => InEstate(r.TargetServer, "2022"))),
        purchases = rows.Select(static r => new
        {
            purchase = $"bought-{r.Key}", customer = Customer, program = "select", agreementNumber = r.AgreementNumber,
            version = "2016", calType = "user", quantity = r.Cals,
        }),
        approvers = new[]
        {
            new
            {
                approver = "ap-ada", customer = Customer, name = "Ada Quist", email = "ada@juniper.example",
                answers = new[] { "plan", "answer", "attest" },
            },
        },
        policies = new[] { new { policy = "standard", cleanUp = new { hosts = "attested", soak = "PT24H" } } },
    };

    private static object SourceInEstate(TableRow row) => row.Source switch
    {
        "reachable" => InEstate(row.SourceServer, "2016"),
        "unreachable" => new
        {
            server = row.SourceServer, customer = Customer, channel = "azureVm", os = "2016", resourceId = ResourceId(row.SourceServer),
            address = $"{row.SourceServer}.{Domain}", licenseServerId = LicenseServerId(row.SourceServer),
        },
        _ => new
        {
            server = row.SourceServer, customer = Customer, channel = "none", os = "2016", address = $"{row.SourceServer}.{Domain}",
            licenseServerId = row.Source == "gone" ? LicenseServerId(row.SourceServer) : "unknown",
        },
    };

    private static object InEstate(string server, string os) =>
        new { server, customer = Customer, channel = "azureVm", os, resourceId = ResourceId(server), address = $"{server}.{Domain}" };

    private static string LicenseServerId(string server) => Ids.LicenseServerId(Seed, ProductId(server));

    // Five digits that tell the servers apart: 1NN for old, 2NN for new.
    private static string ProductId(string server) =>
        $"00431-60{(server.StartsWith("old", StringComparison.Ordinal) ? 1 : 2)}{server[^2..]}-01013-AT{server[^2..]}0";

    private static string ResourceId(string server) =>
        $"/subscriptions/5b1c9a90-3f0c-4be1-8a11-2a4c6a1d7e33/resourceGroups/rg-juniper/providers/Microsoft.Compute/virtualMachines/{server}";
}
