using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Domain.Purchases;
using Secret = RdsCalOrchestrator.Domain.Identifiers.Secret;

namespace RdsCalOrchestrator.Tests.Migrations.Packs;

/// <summary>One migration of 120 user CALs of 2019 from A to B, and how it differs from that.</summary>
internal sealed record PackMove
{
    internal PackMove(string id) => Id = new(id);

    internal MigrationId Id { get; }

    internal Server From { get; init; } = InAzure("a");

    internal Server To { get; init; } = InAzure("b");

    /// <summary>License server ID and packs as they are read; null: the source is not read.</summary>
    internal ServerReading? Reading { get; init; } = Read("a", Pack(3, 120));

    internal ServerReading TargetReading => Read(To.Key.Value);

    internal int Cals { get; init; } = 120;

    internal string Agreement { get; init; } = "7654321";

    internal string PurchaseKey { get; init; } = "p";

    /// <summary>Codes of a retail purchase; none: it is an agreement.</summary>
    internal IReadOnlyList<string> Codes { get; init; } = [];

    private static CalKind Kind { get; } = new(CalVersion.V2019, CalType.User);

    internal static Server InAzure(string name, string? machine = null) => new(
        new(name), Channel.AzureVm,
        ServerId.From(
            $"/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/{machine ?? name}"),
        null, null, null, null);

    internal static Server Named(string name, string? licenseServerId = null, string? productId = null) => new(
        new(name), Channel.None, null, null, "2019", licenseServerId is null ? null : new(licenseServerId), productId);

    internal static ServerReading Read(string server, params LicenseKeyPack[] packs) => new(
        new DateTimeOffset(2026, 11, 28, 20, 0, 0, TimeSpan.Zero), new ServerIdentity($"NODE-{server}", $"PID-{server}", new($"LS-{server}")),
        "10.0.20348", true, true, true, "Running", 0, new Callable(true, true, true, true, true), true, packs, null);

    internal static LicenseKeyPack Pack(int rowId, long total, int type = 2) => new(rowId, type, 1, 6, total, 0, "never", "C50-10.00-S");

    internal MigrationRequest Request() => new(
        Id, PackBench.Customer, "Heron", From, Reading is null ? SourceState.Gone : SourceState.Reachable, To, Reason.Replacing,
        [new RequestedLine(1, ConnectionMethod.Web, PurchaseKey, Kind, Cals)],
        [
            Codes.Count > 0
                ? new Purchase.Retail(PurchaseKey, Kind, null, null, "env:CODES")
                : new Purchase.Agreement(PurchaseKey, LicenseProgram.Enterprise, Kind, null, null, new Secret(Agreement)),
        ],
        null, new Approvers([], [], []), new Policy(), [], "test", null);
}
