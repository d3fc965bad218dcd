using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Submissions.Estates;
using RdsCalOrchestrator.Functions.Submissions.Rows;

namespace RdsCalOrchestrator.Functions.Submissions;

/// <summary>Builds the request of a migration from files without problems: every key is there, and every value was checked.</summary>
internal sealed class RequestBuilder(Estate estate, string requestedBy)
{
    public MigrationRequest Build(MigrationRows migration)
    {
        var row = migration.First;
        var (source, target) = (estate.Servers[row.Source], estate.Servers[row.Target]);
        var customer = estate.Customers[source.Customer];
        return new(
            new MigrationId(migration.Key),
            new CustomerId(customer.Key),
            customer.Name,
            source.Server,
            row.SourceState!.Value,
            target.Server,
            row.Reason!.Value,
            [.. migration.Lines().OrderBy(static line => line.Line).Select(static line => LineOf(line.Line, line.Row))],
            [.. migration.Rows.Select(static r => r.Purchase).Distinct().Select(key => estate.Purchases[key].Purchase)],
            CompanyOf(target, customer),
            ApproversOf(customer, row),
            PolicyInForce.Of(estate, row.Policy, customer.Policy),
            [.. row.After.Select(MigrationId.From)],
            requestedBy,
            row.Notes);
    }

    private static RequestedLine LineOf(int number, BatchRow row) => new(number, row.Method!.Value, row.Purchase, row.Cals!.Value, row.Quantity);

    private Company? CompanyOf(EstateServer target, EstateCustomer customer) =>
        (target.Company ?? customer.Company) is { } key ? estate.Companies[key].Company : null;

    private Approvers ApproversOf(EstateCustomer customer, BatchRow row)
    {
        var all = customer.Approvers.Count > 0
            ? customer.Approvers.Select(key => estate.Approvers[key])
            : estate.Approvers.All.Where(approver => approver.IsOf(customer.Key)).OrderBy(static approver => approver.Customer == "*");
        return new(
            Plan: With(EstateApprover.MayPlan, row.ApproveBy),
            Answer: With(EstateApprover.MayAnswer, row.AnswerBy),
            Attest: With(EstateApprover.MayAttest, null));

        IReadOnlyList<Approver> With(string right, string? named) => named is null
            ? [.. all.Where(approver => approver.Rights.Contains(right)).Select(static approver => approver.Approver)]
            : [estate.Approvers[named].Approver];
    }
}
