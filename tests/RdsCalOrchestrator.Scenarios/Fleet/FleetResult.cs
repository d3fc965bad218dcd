using RdsCalOrchestrator.Simulator.Throttling;

namespace RdsCalOrchestrator.Scenarios.Fleet;

/// <param name="Planned">Migrations whose servers were both read and whose plan waits for its approval.</param>
/// <param name="Azure">As the simulated Azure counted them.</param>
internal sealed record FleetResult(int Servers, int Planned, ThrottleCount Azure, TimeSpan Makespan)
{
    private const int CommandsPerServer = 2;

    internal int Calls => Azure.Calls.Values.Sum();

    internal int Refused => Azure.Refused.Values.Sum();

    internal double RefusedShare => (double)Refused / Calls;

    /// <summary>
    /// The shortest time that the limits allow: each command is two changes, three looks (at the server, for the command, at its end), one
    /// write and one deletion.
    /// </summary>
    internal TimeSpan Floor
    {
        get
        {
            var commands = Servers * CommandsPerServer;
            var region = ArmLimit.UpdateVm.Single(static l => l.Scope == LimitScope.Region);
            return new[]
            {
                Of(region, 2 * commands), Of(ArmLimit.Reads, 3 * commands), Of(ArmLimit.Writes, commands), Of(ArmLimit.Deletes, commands),
            }.Max();
        }
    }

    internal double OfFloor => Makespan / Floor;

    private static TimeSpan Of(ArmLimit limit, int calls) => TimeSpan.FromSeconds(Math.Max(0, calls - limit.Capacity) / limit.PerSecond);
}
