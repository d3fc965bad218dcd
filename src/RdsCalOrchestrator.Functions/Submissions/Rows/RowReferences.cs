using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Submissions.Estates;
using RdsCalOrchestrator.Functions.Submissions.Files;

namespace RdsCalOrchestrator.Functions.Submissions.Rows;

/// <summary>Checks one row of the batch against the estate.</summary>
internal sealed class RowReferences(Estate estate, InputProblems problems)
{
    public void Check(BatchRow row)
    {
        var hasSource = estate.Servers.TryFind(row.Source, row.Fields.At("source"), problems, out var source);
        if (estate.Servers.TryFind(row.Target, row.Fields.At("target"), problems, out var target))
            CheckTarget(row, source, target);
        if (row.IsAll && row.SourceState is SourceState.Unreachable or SourceState.Gone)
        {
            problems.Refuse(
                row.Fields.At("quantity"), "Nobody can read how many CALs this source holds.", "Write the number of CALs, from the purchase.");
        }

        if (!hasSource)
            return;
        CheckSource(row, source!);
        CheckPurchase(row, source!.Customer);
        CheckApprover(row, source.Customer, "answerBy", row.AnswerBy, EstateApprover.MayAnswer);
        CheckApprover(row, source.Customer, "approveBy", row.ApproveBy, EstateApprover.MayPlan);
        CheckPolicy(row, source.Customer);
    }

    private void CheckTarget(BatchRow row, EstateServer? source, EstateServer target)
    {
        var at = row.Fields.At("target");
        if (target.Channel == Channel.None)
            problems.Refuse(at, "Nobody can run a script on the target.", "Name a server with channel azureVm.");
        if (source is null)
            return;
        if (source == target || (source.Server.Id is { } id && id == target.Server.Id))
        {
            problems.Refuse(
                at, "IN-SAME-SERVER: Source and target are the same machine.",
                "A rebuilt server needs its CALs installed again, not migrated; else name the new machine.");
        }

        if (source.Customer != target.Customer)
            problems.Refuse(at, "Source and target are of different customers.", "Name a target of the source's customer.");
    }

    private void CheckSource(BatchRow row, EstateServer source)
    {
        var mustBeRead = row.SourceState is SourceState.Reachable or SourceState.Detect;
        if (mustBeRead && source.Channel == Channel.None)
            problems.Refuse(row.Fields.At("sourceState"), "Nobody can read a source of channel none.", "Say unreachable or gone.");
        if (row.SourceState is SourceState.Unreachable or SourceState.Gone && source.Fields.Written("licenseServerId").Length == 0)
        {
            problems.Warn(
                row.Fields.At("source"), "The estate does not tell the license server ID of this source.",
                "Fill in licenseServerId, or write unknown if nobody kept it.");
        }
    }

    private void CheckPurchase(BatchRow row, string customer)
    {
        if (!estate.Purchases.TryFind(row.Purchase, row.Fields.At("purchase"), problems, out var purchase))
            return;
        if (purchase.Customer != customer)
        {
            problems.Refuse(
                row.Fields.At("purchase"), "The purchase is of another customer than the source.", "Name a purchase of the source's customer.");
        }

        if (row.Cals is { } cals && cals != purchase.Purchase.Cals)
        {
            problems.Warn(
                row.Fields.At("version"), $"The row moves {cals} CALs; the purchase is of {purchase.Purchase.Cals} CALs.",
                "Compare both with the proof of purchase.");
        }
    }

    private void CheckApprover(BatchRow row, string customer, string field, string? key, string right)
    {
        var at = row.Fields.At(field);
        if (!estate.Approvers.TryFind(key, at, problems, out var approver))
            return;
        if (!approver.IsOf(customer))
            problems.Refuse(at, "The approver is of another customer.", "Name an approver of the source's customer.");
        if (!approver.Rights.Contains(right))
            problems.Refuse(at, $"The approver does not have the right '{right}'.", $"Name another approver, or add '{right}' to answers.");
    }

    private void CheckPolicy(BatchRow row, string customer)
    {
        var at = row.Fields.At("policy");
        estate.Policies.TryFind(row.Policy, at, problems, out _);
        if (!estate.Customers.Contains(customer))
            return;
        var policy = PolicyInForce.Of(estate, row.Policy, estate.Customers[customer].Policy);
        if (estate.Approvers.Contains(policy.CleanUpOwner) && !estate.Approvers[policy.CleanUpOwner].IsOf(customer))
        {
            problems.Refuse(
                at, "The clean-up owner of the policy is an approver of another customer.", "Name another policy, or another owner in it.");
        }
    }
}
