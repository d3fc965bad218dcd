using RdsCalOrchestrator.Domain.Asks;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>Who is asked what.</summary>
public static class Audiences
{
    /// <summary>Those who may approve the plan: never its requester, unless the policy says so.</summary>
    public static IEnumerable<Approver> ForPlan(MigrationRequest request) =>
        request.Approvers.Plan.Where(a => request.Policy.SelfApproval || !IsRequester(request, a));

    /// <summary>Names, as a page and a list show them.</summary>
    public static IReadOnlyList<string> Of(MigrationRequest request, AskKind kind) => kind switch
    {
        AskKind.PlanApproval when request.Policy.PlanApproval == PlanApproval.Submitter => [request.RequestedBy],
        AskKind.PlanApproval => [.. ForPlan(request).Select(static a => a.Name)],
        AskKind.LicenseServerId or AskKind.KeyPackId => [.. request.Approvers.Answer.Select(static a => a.Name)],
        _ => [.. request.Approvers.Attest.Select(static a => a.Name)],
    };

    private static bool IsRequester(MigrationRequest request, Approver approver) =>
        string.Equals(approver.Key, request.RequestedBy, StringComparison.OrdinalIgnoreCase)
        || string.Equals(approver.Email, request.RequestedBy, StringComparison.OrdinalIgnoreCase)
        || string.Equals(approver.Name, request.RequestedBy, StringComparison.OrdinalIgnoreCase);
}
