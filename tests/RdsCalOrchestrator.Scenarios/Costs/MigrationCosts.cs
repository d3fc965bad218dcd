namespace RdsCalOrchestrator.Scenarios.Costs;

/// <param name="Scripts">Commands sent, each a sub-orchestration.</param>
/// <param name="Waits">Sub-orchestrations that wait for people.</param>
/// <param name="Turns">Executions of orchestrators, replays too.</param>
/// <param name="Calls">Executions of HTTP functions.</param>
/// <param name="Records">Requests to the tables with the records.</param>
/// <param name="Arm">Calls of Azure Resource Manager, by kind.</param>
internal sealed record MigrationCosts(
    int Scripts, int Waits, int Activities, int Timers, int Events, int Turns, int Calls, int Records,
    IReadOnlyDictionary<string, int> Arm)
{
    // Counted on the Functions host with Azure Storage, for each start, sub-orchestration, activity, timer and event: docs/costs.md.
    internal int Engine => 9 + (12 * (Scripts + Waits)) + (9 * Activities) + (6 * Timers) + (7 * Events);

    internal int Reads => Arm["get"] + Arm["getMachine"] + Arm.GetValueOrDefault("list");

    internal int Changes => Arm["put"] + Arm["delete"];
}
