using System.Globalization;
using RdsCalOrchestrator.Domain.Migrations;

namespace RdsCalOrchestrator.Functions.Submissions.Estates;

/// <summary>
/// Settles every field of the policy of one migration. The policies of the batch row, of the customer and the estate's first one are asked
/// in this order, each followed by those it extends; the first that sets a field decides it.
/// </summary>
internal static class PolicyInForce
{
    public static Policy Of(Estate estate, string? row, string? customer)
    {
        var first = estate.Policies.All.FirstOrDefault()?.Key;
        var asked = new[] { row, customer, first }.SelectMany(key => Chain(estate, key)).ToList();
        string? Set(string path) => asked.Select(policy => policy.Settings.GetValueOrDefault(path)).FirstOrDefault(static value => value is not null);
        TimeSpan Duration(string path, TimeSpan otherwise) => Set(path) is { } text ? PolicyDuration.Parse(text) : otherwise;
        int Number(string path, int otherwise) => Set(path) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        bool Flag(string path, bool otherwise) => Set(path) is { } text ? bool.Parse(text) : otherwise;

        var unset = new Policy();
        return new Policy
        {
            Fallback = Method(Set("method.fallback"), unset.Fallback),
            OnRefusal = Method(Set("method.onRefusal"), unset.OnRefusal),
            PlanApproval = Set("approval.plan") is { } plan ? Enum.Parse<PlanApproval>(plan, ignoreCase: true) : unset.PlanApproval,
            ApprovalValidFor = Duration("approval.validFor", unset.ApprovalValidFor),
            SelfApproval = Flag("approval.selfApproval", unset.SelfApproval),
            Hosts = Set("cleanUp.hosts") is { } hosts ? Enum.Parse<HostsCheck>(hosts, ignoreCase: true) : unset.Hosts,
            Soak = Duration("cleanUp.soak", unset.Soak),
            CleanUpDue = Duration("cleanUp.due", unset.CleanUpDue),
            CleanUpOwner = Set("cleanUp.owner"),
            AskTotal = Duration("asks.total", unset.AskTotal),
            AskAttempts = Number("asks.attempts", unset.AskAttempts),
            ActivationAllowed = Flag("activation.allow", unset.ActivationAllowed),
            UnprovenBlocks = Set("assumptions.unproven") == "block",
            Proven = Set("assumptions.proven")?.Split('|') ?? unset.Proven,
            BatchConcurrency = Number("batch.concurrency", unset.BatchConcurrency),
            BatchMaxErrors = Set("batch.maxErrors") ?? unset.BatchMaxErrors,
        };
    }

    // A chain that breaks off or comes back to itself is refused elsewhere; here it only has to end.
    private static IEnumerable<EstatePolicy> Chain(Estate estate, string? key)
    {
        for (var depth = 0; depth <= EstateReferences.DeepestChain && estate.Policies.Contains(key); depth++, key = estate.Policies[key].Extends)
            yield return estate.Policies[key];
    }

    private static ConnectionMethod? Method(string? word, ConnectionMethod? otherwise) => word switch
    {
        null => otherwise,
        "web" => ConnectionMethod.Web,
        "telephone" => ConnectionMethod.Telephone,
        _ => null, // block, park
    };
}
