using System.Globalization;
using System.Xml;
using RdsCalOrchestrator.Domain.Migrations;

namespace RdsCalOrchestrator.Functions.Submissions;

/// <summary>Settles a policy field by field along <c>extends</c>; what nobody sets has the default.</summary>
internal sealed class PolicyResolver(EstateFile estate, InputCheck check)
{
    /// <summary>The row's, else the customer's, else the estate's first.</summary>
    internal Policy Resolve(string? row, string? customer)
    {
        var name = row ?? customer ?? estate.Document.Policies?.FirstOrDefault()?.Policy;
        var chain = new List<PolicyRow>();
        while (name is not null)
        {
            if (chain.Any(p => p.Policy == name))
            {
                check.Refuse(null, $"policies/{name}/extends", "Policies extend one another in a circle.", "End the chain in a policy that extends none.");
                break;
            }

            if (estate.FindPolicy(name) is not { } found)
            {
                check.Refuse(null, $"policies/{name}", $"There is no policy '{name}'.", "Add it to policies.");
                break;
            }

            chain.Add(found);
            name = found.Extends;
        }

        chain.Reverse();
        return chain.Aggregate(new Policy(), Apply);
    }

    private Policy Apply(Policy policy, PolicyRow row)
    {
        var at = $"policies/{row.Policy}";
        return policy with
        {
            Fallback = Method(row.Method?.Fallback, "block", $"{at}/method.fallback", policy.Fallback),
            OnRefusal = Method(row.Method?.OnRefusal, "park", $"{at}/method.onRefusal", policy.OnRefusal),
            PlanApproval = Word(row.Approval?.Plan, $"{at}/approval.plan", policy.PlanApproval),
            ApprovalValidFor = Time(row.Approval?.ValidFor, $"{at}/approval.validFor", policy.ApprovalValidFor),
            SelfApproval = row.Approval?.SelfApproval ?? policy.SelfApproval,
            Hosts = Word(row.CleanUp?.Hosts, $"{at}/cleanUp.hosts", policy.Hosts),
            Soak = Time(row.CleanUp?.Soak, $"{at}/cleanUp.soak", policy.Soak),
            CleanUpDue = Time(row.CleanUp?.Due, $"{at}/cleanUp.due", policy.CleanUpDue),
            CleanUpOwner = row.CleanUp?.Owner ?? policy.CleanUpOwner,
            AskTotal = Total(row, at, policy),
            AskAttempts = row.Asks?.Attempts ?? policy.AskAttempts,
            ActivationAllowed = row.Activation?.Allow ?? policy.ActivationAllowed,
            BatchConcurrency = row.Batch?.Concurrency ?? policy.BatchConcurrency,
            BatchMaxErrors = row.Batch?.MaxErrors ?? policy.BatchMaxErrors,
        };
    }

    private TimeSpan Total(PolicyRow row, string at, Policy policy)
    {
        var total = Time(row.Asks?.Total, $"{at}/asks.total", policy.AskTotal);
        if (total > TimeSpan.FromDays(30))
            check.Refuse(null, $"{at}/asks.total", "An ask stays open at most 30 days.", "Write P30D or less.");
        return total;
    }

    private ConnectionMethod? Method(string? text, string none, string at, ConnectionMethod? otherwise)
    {
        if (text is null)
            return otherwise;
        if (text == none)
            return null;
        if (Tokens.Method(text) is ConnectionMethod.Web or ConnectionMethod.Telephone)
            return Tokens.Method(text);
        check.Refuse(null, at, $"'{text}' is not known here.", $"Use web, telephone or {none}.");
        return otherwise;
    }

    private T Word<T>(string? text, string at, T otherwise)
        where T : struct, Enum
    {
        if (text is null)
            return otherwise;
        if (Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value))
            return value;
        check.Refuse(null, at, $"'{text}' is not known yet.", $"Use {string.Join(" or ", Enum.GetNames<T>().Select(static n => char.ToLower(n[0], CultureInfo.InvariantCulture) + n[1..]))}.");
        return otherwise;
    }

    private TimeSpan Time(string? text, string at, TimeSpan otherwise)
    {
        if (text is null)
            return otherwise;
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (FormatException)
        {
            check.Refuse(null, at, $"'{text}' is no duration.", "Write P7D, PT24H or PT30M.");
            return otherwise;
        }
    }
}
