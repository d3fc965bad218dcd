using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>Requests of Import, and what the Clearinghouse says to them.</summary>
internal static class Imports
{
    internal const string KeyPackId = "2C4F6G7H8J9KBCDFGHJKMPQRTVWXY234678";

    internal static object Input(params object[] lines) => Input("licenseServerId", stopAtFirstProblem: false, lines);

    internal static object Input(string send, bool stopAtFirstProblem, params object[] lines) => new
    {
        approval = new { id = "ap-1", by = "ines", planHash = "c1d9" },
        reason = "replacing",
        source = new { name = "src-ls01.corp.example", licenseServerId = Servers.SourceId, productId = "00252-70012-41583-AT417", send },
        eventsSinceUtc = "2026-11-28T20:00:00Z",
        stopAtFirstProblem,
        lines,
    };

    internal static object Agreement(string operation = "op-1", int versionId = 4, int productType = 1, int quantity = 120, bool repeat = false) =>
        new { operation, line = 1, transfer = "import", how = "automatic", program = "enterprise", agreementType = 1, versionId, productType, quantity, repeat };

    internal static object Retail(string operation = "op-1") =>
        new { operation, line = 1, transfer = "import", how = "automatic", program = "retail", versionId = 4, productType = 1, quantity = (int?)null, repeat = false };

    internal static object Open(string operation = "op-1") =>
        new { operation, line = 1, transfer = "import", how = "automatic", program = "open", versionId = 4, productType = 1, quantity = 120, repeat = false };

    internal static object WithKeyPackId(string operation = "op-1", int quantity = 120) =>
        new { operation, line = 1, transfer = "import", how = "keyPackId", program = "enterprise", agreementType = 1, versionId = 4, productType = 1, quantity, repeat = false };

    /// <summary>Everything a line may need, for each operation.</summary>
    internal static object Secrets() => new[] { "op-1", "op-2" }.ToDictionary(static operation => operation, static _ => new
    {
        agreementNumber = "7104412",
        licenseNumber = "60001234",
        authorizationNumber = "90001234ZZE2912",
        licenseCode = "BCDFGHJKMPQRTVWXY23467894",
    });

    internal static object KeyPackIdSecret(string operation = "op-1") => new Dictionary<string, object> { [operation] = new { keyPackId = KeyPackId } };

    internal static ClearinghouseAnswer Sells(int versionId, int productType, long total) => new(Accepted: true, Pack: Servers.Pack(0, versionId, productType, total));

    internal static ClearinghouseAnswer Refuses() => new(Accepted: false);
}
