using System.Text.Json.Serialization;
using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.Functions.Asks;

/// <summary>The asks of one kind of one attempt, followed by one instance.</summary>
public sealed record AskedOf(Attempt Attempt, AskKind Kind)
{
    // Short words: an instance id has at most 100 characters.
    [JsonIgnore]
    public string InstanceId => $"{Attempt.InstanceId}:{ShortName(Kind)}";

    internal static string ShortName(AskKind kind) => kind switch
    {
        AskKind.PlanApproval => "plan",
        AskKind.LicenseServerId => "lsid",
        AskKind.KeyPackId => "key",
        AskKind.HostsAttestation => "hosts",
        _ => "source",
    };
}

/// <param name="LookAgainAt">UTC; null when it can go on.</param>
public sealed record AskProgress(bool CanGoOn, DateTime? LookAgainAt);
