using System.Text;
using System.Text.Json;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Scenarios.Fleet;

/// <summary>
/// Answers an Inspect without PowerShell, of which a thousand would take minutes: two pages of packs, so that each server is sent two
/// commands.
/// </summary>
internal sealed class ReadingStandIn : IScriptMachine
{
    private const int Packs = 21;
    private const int Movable = 1;

    public Task<ScriptRun> RunAsync(
        LicensingState server, string disk, string script, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellation)
    {
        using var request = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(parameters["Request"])));
        var page = request.RootElement.GetProperty("input").GetProperty("page");
        var (offset, limit) = (page.GetProperty("offset").GetInt32(), page.GetProperty("limit").GetInt32());
        var frame = new
        {
            schema = 1,
            script = "Inspect",
            text = "stand-in",
            run = request.RootElement.GetProperty("run").GetString(),
            outcome = "Ok",
            server = new
            {
                computerName = server.ComputerName, productId = server.ProductId, licenseServerId = server.LicenseServerId, fqdn = server.Fqdn,
                osBuild = server.OsBuild, inDomain = true,
            },
            result = new
            {
                role = new { installed = true, service = "Running" },
                activation = server.Activation,
                can = new { importAgreement = true, importOpen = true, importRetail = true, importOffline = true, uninstallWithId = true },
                clearinghouse = new[] { new { host = "clearinghouse", tcp = true, tls = true } },
                packs = Enumerable.Range(0, Packs).Skip(offset).Take(limit).Select(PackOf),
                packCount = Packs,
                next = offset + limit < Packs ? offset + limit : (int?)null,
            },
            problems = Array.Empty<object>(),
        };
        return Task.FromResult(new ScriptRun(0, $"##RDSCAL1 {JsonSerializer.Serialize(frame)}\r\n", ""));
    }

    // One pack to be moved, and built-in ones.
    private static object[] PackOf(int number) => number == Movable
        ? [number + 1, 2, 1, 5, FleetFiles.Cals, 0, "never", "C50-10.00-S"]
        : [number + 1, 6, 3, 0, -1, 0, "2035-12-31", "A02-5.00-EX"];
}
