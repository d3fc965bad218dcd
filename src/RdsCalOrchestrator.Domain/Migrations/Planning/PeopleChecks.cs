using RdsCalOrchestrator.Domain.Findings;

namespace RdsCalOrchestrator.Domain.Migrations.Planning;

/// <summary>Is there somebody for every question this plan will ask.</summary>
internal static class PeopleChecks
{
    internal static void Check(
        MigrationRequest request, SourceState state, IReadOnlyList<PlannedLine> lines, ActivationWay? activateFirst, List<Finding> findings)
    {
        var byPerson = lines.Any(static l => l.Method is ConnectionMethod.Web or ConnectionMethod.Telephone);
        if (request.Policy.PlanApproval == PlanApproval.Required && !Audiences.ForPlan(request).Any())
            findings.Add(Catalogue.ApproverMissing("plan", request.Customer.Value));
        if ((byPerson || activateFirst == ActivationWay.LicenseServerId) && request.Approvers.Answer.Count == 0)
            findings.Add(Catalogue.ApproverMissing("answer", request.Customer.Value));
        var attests = state != SourceState.Reachable || request.Policy.Hosts == HostsCheck.Attested;
        if (attests && request.Approvers.Attest.Count == 0)
            findings.Add(Catalogue.ApproverMissing("attest", request.Customer.Value));
        if ((byPerson || activateFirst is not null) && request.Company is null)
            findings.Add(Catalogue.CompanyIncomplete(request.Customer.Value));
    }
}
