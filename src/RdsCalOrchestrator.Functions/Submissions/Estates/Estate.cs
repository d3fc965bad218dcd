using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Purchases;
using RdsCalOrchestrator.Functions.Submissions.Files;

namespace RdsCalOrchestrator.Functions.Submissions.Estates;

/// <summary>What an estate file says exists.</summary>
internal sealed record Estate(
    Table<EstateCustomer> Customers,
    Table<EstateCompany> Companies,
    Table<EstateServer> Servers,
    Table<EstatePurchase> Purchases,
    Table<EstateApprover> Approvers,
    Table<EstatePolicy> Policies)
{
    public static Estate EmptyOf(string file) =>
        new(
            new("customers", file), new("companies", file), new("servers", file), new("purchases", file), new("approvers", file),
            new("policies", file));
}

/// <param name="Approvers">Keys in the order of escalation; empty: everybody who may answer for this customer.</param>
internal sealed record EstateCustomer(Fields Fields, string Key, string Name, string? Company, IReadOnlyList<string> Approvers, string? Policy);

internal sealed record EstateCompany(Company Company);

/// <param name="Channel">Null when it was refused, so that nobody judges by it.</param>
internal sealed record EstateServer(Fields Fields, Server Server, Channel? Channel, string Customer, string? Company);

internal sealed record EstatePurchase(Fields Fields, Purchase Purchase, string Customer);

/// <param name="Customer"><c>*</c>: of every customer.</param>
internal sealed record EstateApprover(Fields Fields, Approver Approver, string Customer, IReadOnlyList<string> Rights)
{
    public const string MayPlan = "plan";
    public const string MayAnswer = "answer";
    public const string MayAttest = "attest";

    public bool IsOf(string customer) => Customer == "*" || Customer == customer;
}

/// <param name="Settings">Value by path, such as <c>asks.total</c>.</param>
internal sealed record EstatePolicy(Fields Fields, string Key, string? Extends, IReadOnlyDictionary<string, string> Settings);
