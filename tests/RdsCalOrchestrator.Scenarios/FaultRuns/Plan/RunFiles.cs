using System.Text.Json;
using RdsCalOrchestrator.Simulator.Clearinghouse;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Scenarios.FaultRuns.Plan;

/// <summary>A plan as files: the world that the simulator knows, and what an operator sends.</summary>
internal sealed class RunFiles(FaultPlan plan)
{
    internal const string Customer = "quill";

    private const string Domain = "quill.example";
    private const string Batch = "migration,source,sourceState,target,reason,method,purchase,version,calType,quantity";

    internal string World => JsonSerializer.Serialize(WorldOf(), EstateJson.Options);

    internal string Estate => JsonSerializer.Serialize(EstateOf(), JsonSerializerOptions.Web);

    internal static string Rows(IEnumerable<RunMigration> migrations) => string.Join(
        '\n',
        [
            Batch,
            .. from m in migrations
               from pack in m.Source.Packs
               select $"{m.Id},{m.Source.Name},{m.SourceState},{m.Target},{m.Reason},{m.Method},"
                   + $"{pack.Purchase},{pack.Version},{pack.CalType},{pack.Cals}",
        ]);

    private string Seed => FormattableString.Invariant($"run-{plan.Seed}");

    private EstateState WorldOf() => new()
    {
        Seed = Seed,
        Switches = plan.Switches,
        Machines = [.. plan.Sources.Where(static s => s.State != "gone").Select(SourceMachine), .. plan.Targets.Select(TargetMachine)],
        Clearinghouse = new ClearinghouseState
        {
            Servers = plan.Sources.Select(static s => s.Name).Concat(plan.Targets.Where(static t => t.IsActivated).Select(static t => t.Name))
                .ToDictionary(ProductId, LicenseServerId),
            Purchases = [.. from source in plan.Sources from pack in source.Packs select PurchaseAt(source, pack)],
        },
    };

    private SimulatedPurchase PurchaseAt(RunSource source, RunPack pack) => new()
    {
        Program = pack.Program,
        AgreementNumber = pack.KeyPackType == 2 ? pack.Number : null,
        LicenseNumber = pack.KeyPackType == 5 ? pack.Number : null,
        AuthorizationNumber = pack.KeyPackType == 5 ? Authorization(pack) : null,
        LicenseCode = pack.KeyPackType == 1 ? pack.Number : null,
        Kinds =
        [
            new()
            {
                VersionId = pack.VersionId, ProductType = pack.ProductType, Quantity = pack.Cals,
                On = { [LicenseServerId(source.Name)] = pack.Cals },
            },
        ],
    };

    private Machine SourceMachine(RunSource source)
    {
        var machine = MachineOf(source.Name, "10.0.20348", isActivated: true);
        machine.Agent = source.State == "reachable" ? AgentState.Ready : AgentState.NotReady;
        machine.Licensing.Packs = [BuiltIn(), .. source.Packs.Select(Row)];
        return machine;
    }

    private Machine TargetMachine(RunTarget target)
    {
        var machine = MachineOf(target.Name, "10.0.20348", target.IsActivated);
        machine.PowerCutAt = target.PowerCutAt;
        machine.Licensing.Packs = [BuiltIn()];
        machine.Licensing.Reaches = [.. target.Reaches.Select(static s => $"{s}.{Domain}")];
        return machine;
    }

    private static SimulatedPack BuiltIn() =>
        new() { RowId = 2, KeyPackType = 6, ProductType = 3, VersionId = 0, Total = uint.MaxValue, Description = "A02-5.00-EX" };

    private static SimulatedPack Row(RunPack pack)
    {
        var row = new CalProduct(pack.VersionId, pack.ProductType).Pack(pack.KeyPackType, pack.Cals);
        (row.RowId, row.Issued) = (pack.RowId, 3);
        return row;
    }

    private Machine MachineOf(string server, string build, bool isActivated) => new()
    {
        ResourceId = ResourceId(server),
        Licensing = new LicensingState
        {
            ComputerName = server.ToUpperInvariant(),
            Fqdn = $"{server}.{Domain}",
            Domain = Domain,
            OsBuild = build,
            ProductId = ProductId(server),
            LicenseServerId = isActivated ? LicenseServerId(server) : null,
            Activation = isActivated ? 0 : 1,
            Company = new() { ["FirstName"] = "Ada", ["LastName"] = "Quist", ["Company"] = "Quill Mills", ["CountryRegion"] = "Norway" },
        },
    };

    private object EstateOf() => new
    {
        schema = 1,
        customers = new[]
        {
            new
            {
                customer = Customer, name = "Quill Mills", tenantId = "0b1f6a52-6a56-4a0e-9a53-9d1b0a6c2f11", access = "own",
                company = Customer, approvers = new[] { "ap-ada" }, policy = "standard", timeZone = "Europe/Oslo",
            },
        },
        companies = new[]
        {
            new
            {
                company = Customer, firstName = "Ada", lastName = "Quist", companyName = "Quill Mills", countryRegion = "Norway",
                countryRegionLocal = "Norge",
            },
        },
        servers = plan.Sources.Select(SourceInEstate).Concat(plan.Targets.Select(static t => InEstate(t.Name, null))),
        purchases = plan.Packs.Select(PurchaseInEstate),
        approvers = new[]
        {
            new
            {
                approver = "ap-ada", customer = Customer, name = "Ada Quist", email = "ada@quill.example",
                answers = new[] { "plan", "answer", "attest" },
            },
        },
        policies = new[]
        {
            new
            {
                policy = "standard",
                method = new { fallback = "web", onRefusal = plan.OnRefusal },
                cleanUp = new { hosts = plan.HostsAttested ? "attested" : "notNeeded", soak = "PT30M" },
                asks = new { total = "PT8H" },
            },
        },
    };

    private static Dictionary<string, object> PurchaseInEstate(RunPack pack)
    {
        var purchase = new Dictionary<string, object>
        {
            ["purchase"] = pack.Purchase, ["customer"] = Customer, ["program"] = pack.Program, ["version"] = pack.Version,
            ["calType"] = pack.CalType, ["quantity"] = pack.Cals,
        };
        switch (pack.KeyPackType)
        {
            case 1:
                purchase["codesRef"] = $"env:{ScenarioHost.CodesVariable}";
                break;
            case 5:
                (purchase["licenseNumber"], purchase["authorizationNumber"]) = (pack.Number, Authorization(pack));
                break;
            default:
                purchase["agreementNumber"] = pack.Number;
                break;
        }

        return purchase;
    }

    private object SourceInEstate(RunSource source) => source.State switch
    {
        "reachable" => InEstate(source.Name, null),
        "unreachable" => InEstate(source.Name, LicenseServerId(source.Name)),
        _ => new
        {
            server = source.Name, customer = Customer, channel = "none", os = "2022", address = $"{source.Name}.{Domain}",
            licenseServerId = LicenseServerId(source.Name),
        },
    };

    private static Dictionary<string, object> InEstate(string server, string? licenseServerId)
    {
        var fields = new Dictionary<string, object>
        {
            ["server"] = server, ["customer"] = Customer, ["channel"] = "azureVm", ["os"] = "2022", ["resourceId"] = ResourceId(server),
            ["address"] = $"{server}.{Domain}",
        };
        if (licenseServerId is not null)
            fields["licenseServerId"] = licenseServerId;
        return fields;
    }

    private static string Authorization(RunPack pack) => $"{pack.Number}ZZE2512"[..15];

    private string LicenseServerId(string server) => Ids.LicenseServerId(Seed, ProductId(server));

    private static string ProductId(string server) =>
        $"00431-60{(server.StartsWith("old", StringComparison.Ordinal) ? 1 : 2)}0{server[^1]}-01013-AT{server[^1]}10";

    private static string ResourceId(string server) =>
        $"/subscriptions/5b1c9a90-3f0c-4be1-8a11-2a4c6a1d7e33/resourceGroups/rg-quill/providers/Microsoft.Compute/virtualMachines/{server}";
}
