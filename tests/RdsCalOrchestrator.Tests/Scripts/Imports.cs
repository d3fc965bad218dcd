using System.Text.Json;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>Requests of Import, and what the Clearinghouse says to them.</summary>
internal static class Imports
{
    internal const string KeyPackId = "2C4F6G7H8J9KBCDFGHJKMPQRTVWXY234678";
    internal const string LicenseCode = "BCDFGHJKMPQRTVWXY23467894";

    internal static object Input(params object[] lines) => Input("licenseServerId", stopAtFirstProblem: false, lines);

    internal static object Input(string send, bool stopAtFirstProblem, params object[] lines) => new
    {
        approval = new { id = "ap-1", by = "ines", planHash = "c1d9" },
        reason = "replacing",
        source = new { name = "src-ls01.corp.example", licenseServerId = Servers.SourceId, productId = Servers.SourceProductId, send },
        eventsSinceUtc = "2026-11-28T20:00:00Z",
        stopAtFirstProblem,
        lines,
    };

    internal static object Agreement(string operation = "op-1", int versionId = 4, int quantity = 120, bool repeat = false) =>
        Line(operation, "automatic", "enterprise", quantity, versionId, repeat);

    internal static object Agreement(string program, int agreementType) => new
    {
        operation = "op-1", line = 1, transfer = "import", how = "automatic", program, agreementType, versionId = 4, productType = 1, quantity = 120,
        repeat = false,
    };

    /// <summary>A line of which the journal knows a run that may have called, and packs of the target that are others' work.</summary>
    internal static object Sent(string lastSent, string knownRows = "[]", string operation = "op-1", bool repeat = false) => new
    {
        operation, line = 1, transfer = "import", how = "automatic", program = "enterprise", agreementType = 1, versionId = 4, productType = 1,
        quantity = 120, repeat, lastSent, knownRows = JsonElement.Parse(knownRows),
    };

    internal static object Open() => Line("op-1", "automatic", "open", 120);

    /// <param name="totals">Of the source's packs, one of which the code is; none: not known.</param>
    internal static object Retail(params int[] totals) => new
    {
        operation = "op-1", line = 1, transfer = "import", how = "automatic", program = "retail", agreementType = 1, versionId = 4, productType = 1,
        quantity = (int?)null, totals, repeat = false,
    };

    internal static object WithKeyPackId() => Line("op-1", "keyPackId", "enterprise", 120);

    internal static object Installed() => Line("op-1", "keyPackId", "enterprise", 120, transfer: "install");

    /// <summary>Everything an automatic line may need, for each operation.</summary>
    internal static object Secrets { get; } = Enumerable.Range(1, 8).ToDictionary(static n => $"op-{n}", static _ => new
    {
        agreementNumber = "7104412", licenseNumber = "60001234", authorizationNumber = "90001234ZZE2912", licenseCode = LicenseCode,
    });

    internal static object KeyPackIdSecret { get; } = new Dictionary<string, object> { ["op-1"] = new { keyPackId = KeyPackId } };

    internal static ClearinghouseAnswer Sells(long total = 120, int versionId = 4, int productType = 1) =>
        new(Accepted: true, Pack: Servers.Pack(0, versionId, productType, total));

    internal static ClearinghouseAnswer SellsRetail(long total) => new(Accepted: true, Pack: RetailPack(0, total));

    internal static SimulatedPack RetailPack(int rowId, long total)
    {
        var pack = Servers.Pack(rowId, 4, 1, total);
        pack.KeyPackType = 1;
        return pack;
    }

    private static object Line(
        string operation, string how, string program, int quantity, int versionId = 4, bool repeat = false, string transfer = "import") =>
        new { operation, line = 1, transfer, how, program, agreementType = 1, versionId, productType = 1, quantity, repeat };
}
