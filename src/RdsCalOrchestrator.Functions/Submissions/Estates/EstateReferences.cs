using RdsCalOrchestrator.Functions.Submissions.Files;

namespace RdsCalOrchestrator.Functions.Submissions.Estates;

/// <summary>Checks that every key an entry names is there, and that nothing is shared between two customers.</summary>
internal static class EstateReferences
{
    /// <summary>Policies that extend one another, one after the other.</summary>
    public const int DeepestChain = 10;

    public static void Check(Estate estate, InputProblems problems)
    {
        foreach (var customer in estate.Customers.All)
            CheckCustomer(customer, estate, problems);
        foreach (var server in estate.Servers.All)
        {
            estate.Customers.TryFind(server.Customer, server.Fields.At("customer"), problems, out _);
            estate.Companies.TryFind(server.Company, server.Fields.At("company"), problems, out _);
        }

        foreach (var purchase in estate.Purchases.All)
            estate.Customers.TryFind(purchase.Customer, purchase.Fields.At("customer"), problems, out _);
        foreach (var approver in estate.Approvers.All.Where(static approver => approver.Customer != "*"))
            estate.Customers.TryFind(approver.Customer, approver.Fields.At("customer"), problems, out _);
        foreach (var policy in estate.Policies.All)
            CheckPolicy(policy, estate, problems);
    }

    private static void CheckCustomer(EstateCustomer customer, Estate estate, InputProblems problems)
    {
        estate.Companies.TryFind(customer.Company, customer.Fields.At("company"), problems, out _);
        estate.Policies.TryFind(customer.Policy, customer.Fields.At("policy"), problems, out _);
        var at = customer.Fields.At("approvers");
        foreach (var key in customer.Approvers)
        {
            if (estate.Approvers.TryFind(key, at, problems, out var approver) && !approver.IsOf(customer.Key))
            {
                problems.Refuse(
                    at, $"Approver {Shown.Value(key)} is of another customer.",
                    "Name an approver of this customer, or one of every customer (*).");
            }
        }
    }

    private static void CheckPolicy(EstatePolicy policy, Estate estate, InputProblems problems)
    {
        estate.Approvers.TryFind(policy.Settings.GetValueOrDefault("cleanUp.owner"), policy.Fields.At("cleanUp.owner"), problems, out _);
        var at = policy.Fields.At("extends");
        estate.Policies.TryFind(policy.Extends, at, problems, out _);
        var next = policy.Extends;
        for (var depth = 0; estate.Policies.Contains(next); depth++, next = estate.Policies[next].Extends)
        {
            if (next != policy.Key && depth < DeepestChain)
                continue;
            problems.Refuse(at, $"The policy extends itself, or more than {DeepestChain} others one after the other.", "Leave one extends out.");
            return;
        }
    }
}
