using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.RunCommand;

/// <summary>Is told what Azure says is left of its limits, with each answer that says so.</summary>
public interface IQuotaWatch
{
    void Seen(QuotaLeft left);
}

/// <param name="Server">Whom the call was about.</param>
/// <param name="Wait">Nothing is left, and Azure says for how long; else null.</param>
public sealed record QuotaLeft(ServerId Server, Quota Quota, int Calls, TimeSpan? Wait);

/// <summary>Which of Azure's limits; of whom one call counts for, see docs/decisions/0006-fleet-limits.md.</summary>
public enum Quota
{
    Reads,
    Writes,
    Deletes,

    /// <summary>Changes of one server: run commands sent and deleted.</summary>
    ServerChanges,

    /// <summary>Changes of all servers of a subscription in one region.</summary>
    RegionChanges,
}
