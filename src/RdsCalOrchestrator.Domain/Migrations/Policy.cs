using System.Text.Json.Serialization;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>A policy with every field settled: what the batch row, the batch, the customer and the estate say, in that order.</summary>
public sealed record Policy
{
    /// <summary>What <see cref="ConnectionMethod.Detect"/> takes when the target cannot reach the Clearinghouse; null blocks.</summary>
    public ConnectionMethod? Fallback { get; init; } = ConnectionMethod.Web;

    /// <summary>What a refused automatic line becomes; null parks it.</summary>
    public ConnectionMethod? OnRefusal { get; init; }

    /// <summary>Who approves the plan.</summary>
    public PlanApproval PlanApproval { get; init; } = PlanApproval.Required;

    /// <summary>After this the plan is read and asked for again.</summary>
    public TimeSpan ApprovalValidFor { get; init; } = TimeSpan.FromDays(7);

    /// <summary>May a requester approve their own rows.</summary>
    public bool SelfApproval { get; init; }

    /// <summary>How it is known that no session host names the source any more.</summary>
    public HostsCheck Hosts { get; init; } = HostsCheck.Attested;

    /// <summary>Wait between "hosts moved" and the clean-up.</summary>
    public TimeSpan Soak { get; init; } = TimeSpan.FromHours(24);

    /// <summary>When the clean-up is due, from the first import.</summary>
    public TimeSpan CleanUpDue { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Who owes the clean-up; null is the submitter.</summary>
    public string? CleanUpOwner { get; init; }

    /// <summary>How long an ask stays open; at most 30 days.</summary>
    public TimeSpan AskTotal { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Refusals after which a line is parked.</summary>
    public int AskAttempts { get; init; } = 3;

    /// <summary>
    /// Wait before the one automatic repeat of a call that is known not to have been applied. Ten minutes, as the script contracts say; no
    /// file sets it, a deployment may shorten it.
    /// </summary>
    public TimeSpan RepeatAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>May the target be activated by us.</summary>
    public bool ActivationAllowed { get; init; } = true;

    /// <summary>A plan that relies on what nobody has proved is blocked; else it warns.</summary>
    public bool UnprovenBlocks { get; init; }

    /// <summary>
    /// Assumptions that the operator has seen hold, as <c>A-443</c> or, on targets of one version of Windows Server only, <c>A-443@2019</c>.
    /// </summary>
    public IReadOnlyList<string> Proven { get; init; } = [];

    /// <summary>Migrations of a batch at once, unless the submit call says otherwise.</summary>
    public int BatchConcurrency { get; init; } = 25;

    /// <summary>A count, or a percentage of all migrations rounded down; unless the submit call says otherwise.</summary>
    public string BatchMaxErrors { get; init; } = "10%";
}

[JsonConverter(typeof(JsonStringEnumConverter<PlanApproval>))]
public enum PlanApproval
{
    /// <summary>An approver with the right <c>plan</c>, other than the requester.</summary>
    Required,

    /// <summary>Who submits approves, by typing the number of CALs.</summary>
    Submitter,
}

[JsonConverter(typeof(JsonStringEnumConverter<HostsCheck>))]
public enum HostsCheck
{
    /// <summary>A person says so.</summary>
    Attested,

    /// <summary>Stated in the plan's approval.</summary>
    NotNeeded,
}
