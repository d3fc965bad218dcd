using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Domain.Purchases;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>What an operator asked for, with all the migration needs of the estate, so that a later edit of the files changes nothing.</summary>
/// <param name="After">Migrations of the same batch that must have imported and been verified before this one starts.</param>
/// <param name="RequestedBy">As stated by the submit call: function keys prove a role, not a person.</param>
public sealed record MigrationRequest(
    MigrationId Id,
    CustomerId Customer,
    string CustomerName,
    Server Source,
    SourceState SourceState,
    Server Target,
    Reason Reason,
    IReadOnlyList<RequestedLine> Lines,
    IReadOnlyList<Purchase> Purchases,
    Company? Company,
    Approvers Approvers,
    Policy Policy,
    IReadOnlyList<MigrationId> After,
    string RequestedBy,
    string? Notes)
{
    public Purchase Purchase(string key) => Purchases.Single(p => p.Key == key);
}

/// <summary>One row of the batch: one purchase, one kind, one quantity.</summary>
/// <param name="Quantity">Null is <c>all</c>: what the source holds of that kind.</param>
public sealed record RequestedLine(int Number, ConnectionMethod Method, string Purchase, CalKind Cals, int? Quantity);

/// <summary>A license server as the estate file tells of it.</summary>
/// <param name="Id">Its resource ID; null with channel <see cref="Channel.None"/>.</param>
/// <param name="Address">FQDN or IP under which other servers and session hosts know it; null: what the server says.</param>
/// <param name="LicenseServerId">Needed only for a source that cannot be read; null is an honest "unknown".</param>
/// <param name="ProductId">Optional; helps the Clearinghouse to find a lost server.</param>
public sealed record Server(
    ServerKey Key, Channel Channel, ServerId? Id, string? Address, string? Os, LicenseServerId? LicenseServerId, string? ProductId);

/// <summary>The licensee's data, as the Clearinghouse form wants it.</summary>
public sealed record Company(
    string Key,
    string FirstName,
    string LastName,
    string CompanyName,
    string CountryRegion,
    string? CountryRegionLocal = null,
    string? Email = null,
    string? Phone = null,
    string? OrgUnit = null,
    string? Address = null,
    string? City = null,
    string? State = null,
    string? PostalCode = null);

/// <summary>Who may do what, in the order in which they are asked; already narrowed to this customer and row.</summary>
/// <param name="Plan">May approve the plan.</param>
/// <param name="Answer">May bring IDs from the Clearinghouse.</param>
/// <param name="Attest">May attest that hosts moved and that a lost source stays off.</param>
public sealed record Approvers(IReadOnlyList<Approver> Plan, IReadOnlyList<Approver> Answer, IReadOnlyList<Approver> Attest);

public sealed record Approver(string Key, string Name, string Email);
