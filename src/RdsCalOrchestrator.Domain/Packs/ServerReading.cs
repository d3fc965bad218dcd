using System.Text.Json;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.Domain.Packs;

/// <summary>What a server said of itself at one moment, from the frames of an Inspect: dated, never the truth of today.</summary>
/// <param name="At">When the first page was read.</param>
/// <param name="Activation">0 activated, 1 not activated, 2 unknown: the provider's own values.</param>
/// <param name="Reaches443">Did TCP and TLS to every Clearinghouse host succeed; null where it was not probed.</param>
/// <param name="Next">Offset of the next page; null when all packs were read.</param>
/// <param name="PsVersion">Of Windows PowerShell; null where a script did not say.</param>
/// <param name="Backup">What became of the copy of the database that was wanted; null where none was.</param>
/// <param name="Problems">What could not be read.</param>
/// <param name="PackCount">How many packs the server held when a page was read, wherever the page ended; null where a script did not say.</param>
public sealed record ServerReading(
    DateTimeOffset At,
    ServerIdentity Identity,
    string OsBuild,
    bool InDomain,
    bool? InLicenseServersGroup,
    bool RoleInstalled,
    string Service,
    int Activation,
    Callable Can,
    bool? Reaches443,
    IReadOnlyList<LicenseKeyPack> Packs,
    int? Next,
    int? PackCount = null,
    string? PsVersion = null,
    string? Backup = null,
    IReadOnlyList<ScriptProblem>? Problems = null)
{
    public bool IsComplete => Next is null;

    /// <summary>All packs are in it, each once.</summary>
    public bool IsWhole =>
        IsComplete && (PackCount is null || (Packs.Count == PackCount && Packs.DistinctBy(static p => p.RowId).Count() == PackCount));

    /// <summary>
    /// The licensing service was asked for its packs and answered: without it there are none to see, which is not the same as none.
    /// </summary>
    public bool KnowsPacks =>
        RoleInstalled && Service == "Running" && !(Problems ?? []).Any(static p => p.IsOfLicensing);

    public bool IsActivated => Activation == 0;

    /// <summary>Reads one page; null when the frame lacks what a reading needs.</summary>
    public static ServerReading? From(JsonElement server, JsonElement result, JsonElement problems, DateTimeOffset at)
    {
        if (!result.TryGetProperty("packs", out var packs) || packs.ValueKind != JsonValueKind.Array)
            return null;
        var role = result.GetProperty("role");
        var can = result.GetProperty("can");
        return new ServerReading(
            at,
            new ServerIdentity(Text(server, "computerName"), Text(server, "productId"), LicenseServer(server), Text(server, "fqdn")),
            Text(server, "osBuild") ?? "",
            Flag(server, "inDomain"),
            result.TryGetProperty("directory", out var directory) && directory.ValueKind == JsonValueKind.Object
                ? Flag(directory, "inLicenseServersGroup")
                : null,
            Flag(role, "installed"),
            Text(role, "service") ?? "",
            result.GetProperty("activation").GetInt32(),
            new Callable(
                Flag(can, "importAgreement"), Flag(can, "importOpen"), Flag(can, "importRetail"), Flag(can, "importOffline"),
                Flag(can, "uninstallWithId")),
            Probe(result),
            [.. packs.EnumerateArray().Select(Pack)],
            Number(result, "next"),
            Number(result, "packCount"),
            Text(server, "psVersion"),
            result.TryGetProperty("backup", out var backup) && backup.ValueKind == JsonValueKind.Object ? Text(backup, "state") : null,
            ScriptProblem.AllOf(problems));
    }

    /// <summary>One pack as scripts print it: rowId, keyPackType, productType, productVersionId, total, issued, expires, description.</summary>
    public static LicenseKeyPack Pack(JsonElement array) => new(
        array[0].GetInt32(), array[1].GetInt32(), array[2].GetInt32(), array[3].GetInt32(), array[4].GetInt64(), array[5].GetInt64(),
        array[6].GetString()!, array[7].GetString()!);

    public ServerReading WithPage(ServerReading page) => this with { Packs = [.. Packs, .. page.Packs], Next = page.Next };

    private static bool? Probe(JsonElement result) =>
        result.TryGetProperty("clearinghouse", out var hosts) && hosts.ValueKind == JsonValueKind.Array
            ? hosts.GetArrayLength() > 0 && hosts.EnumerateArray().All(static h => Flag(h, "tcp") && Flag(h, "tls"))
            : null;

    private static LicenseServerId? LicenseServer(JsonElement server) =>
        Text(server, "licenseServerId") is { Length: > 0 } id ? new LicenseServerId(id) : null;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    private static bool Flag(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}

/// <summary>What must be the same for it to be the same server; null is "not read" and matches anything.</summary>
public sealed record ServerIdentity(string? ComputerName, string? ProductId, LicenseServerId? LicenseServerId, string? Fqdn = null);

/// <summary>Which calls the server's licensing provider has.</summary>
public sealed record Callable(bool ImportAgreement, bool ImportOpen, bool ImportRetail, bool ImportOffline, bool UninstallWithId);
