using System.Text.Json;
using System.Text.Json.Serialization;

namespace RdsCalOrchestrator.Functions.Submissions;

// The form of estate.json, and no more than the first version knows: another field is refused by name. Meanings are in samples/README.md.

internal sealed record EstateDocument(
    int Schema,
    IReadOnlyList<CustomerRow> Customers,
    IReadOnlyList<CompanyRow>? Companies,
    IReadOnlyList<ServerRow> Servers,
    IReadOnlyList<PurchaseRow>? Purchases,
    IReadOnlyList<ApproverRow>? Approvers,
    IReadOnlyList<PolicyRow>? Policies,
    IReadOnlyList<JsonElement>? Hosts);

internal sealed record CustomerRow(
    string Customer, string Name, string? Cloud, string TenantId, string Access, string? Credential, string? Company, IReadOnlyList<string>? Approvers, string? Policy, string TimeZone);

internal sealed record CompanyRow(
    string Company, string FirstName, string LastName, string CompanyName, string CountryRegion, string? CountryRegionLocal, string? Email, string? Phone, string? OrgUnit,
    string? Address, string? City, string? State, string? PostalCode);

internal sealed record ServerRow(string Server, string Customer, string Channel, string? ResourceId, string? Address, string? Os, string? LicenseServerId, string? ProductId, string? Company, string? Notes);

internal sealed record PurchaseRow(
    string Purchase, string Customer, string Program, string? AgreementNumber, string? LicenseNumber, string? AuthorizationNumber, string? CodesRef, string Version, string CalType, int? Quantity, string? Proof);

internal sealed record ApproverRow(string Approver, string Customer, string Name, string Email, IReadOnlyList<string> Answers, string? Language, string? TimeZone, string? BusinessHours, IReadOnlyList<string>? Notify);

internal sealed record PolicyRow(string Policy, string? Extends, MethodPolicy? Method, ApprovalPolicy? Approval, CleanUpPolicy? CleanUp, AsksPolicy? Asks, ActivationPolicy? Activation, BatchPolicyRow? Batch);

internal sealed record MethodPolicy(string? Fallback, string? OnRefusal);

internal sealed record ApprovalPolicy(string? Plan, string? ValidFor, bool? SelfApproval);

internal sealed record CleanUpPolicy(string? Hosts, string? Soak, string? Due, string? Owner);

internal sealed record AsksPolicy(string? Total, int? Attempts);

internal sealed record ActivationPolicy(bool? Allow);

internal sealed record BatchPolicyRow(int? Concurrency, string? MaxErrors);

internal static class EstateJson
{
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
    };
}
