using RdsCalOrchestrator.Domain.Migrations;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>What was seen of a run.</summary>
/// <param name="IsAccepted">Azure has it; from now on it is read, not sent.</param>
/// <param name="HasEnded">Its outcome is in the journal.</param>
/// <param name="LookAgainAt">UTC; null when it has ended.</param>
public sealed record Sighting(bool IsAccepted, bool HasEnded, DateTime? LookAgainAt);

/// <summary>The run that must follow an ended one, and not before when.</summary>
public sealed record FollowingRun(Run? Run, DateTime? At);
