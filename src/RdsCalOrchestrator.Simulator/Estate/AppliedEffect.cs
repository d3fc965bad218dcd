using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>One thing that was done to a server, in its place in the order of everything that happened in the estate.</summary>
/// <param name="Sequence">Shared with the beginnings and ends of scripts: a clock that stands still tells no order.</param>
internal sealed record AppliedEffect(long Sequence, DateTimeOffset Utc, Effect Effect);
