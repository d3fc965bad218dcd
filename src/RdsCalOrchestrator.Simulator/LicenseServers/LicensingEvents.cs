namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>
/// Events of Microsoft-Windows-TerminalServices-Licensing: 4 activated; 89 source cleaned, 90 not cleaned, 91 source cannot delete CALs,
/// 92 source not reached, 93 source declared dead. A-EVENTS: whether and where they are written today is not proved.
/// </summary>
internal static class LicensingEvents
{
    internal static void Write(LicensingState state, ILicenseServerWorld world, int id)
    {
        if (world.Switches.Events == "absent")
            return;
        var log = world.Switches.Events == "otherLog" ? "Microsoft-Windows-TerminalServices-Licensing/Admin" : "System";
        state.Events = [.. state.Events, new SimulatedEvent(id, world.Time.GetUtcNow(), log, state.NextEventRecord++)];
    }
}
