namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>
/// Events of Microsoft-Windows-TerminalServices-Licensing: 4 activated; 89 source cleaned, 90 not cleaned, 91 source cannot delete CALs,
/// 92 source not reached, 93 source declared dead. A-EVENTS: whether and where they are written today is not proved.
/// </summary>
internal static class LicensingEvents
{
    internal static void Write(LicensingState state, ILicenseServerWorld world, AssumptionSwitches switches, int id)
    {
        if (switches.Events == "absent")
            return;
        if (switches.Events == "wrong" && id != 4)
            id = id == 89 ? 92 : 89;
        var log = switches.Events == "otherLog" ? "Microsoft-Windows-TerminalServices-Licensing/Admin" : "System";
        state.Events = [.. state.Events, new SimulatedEvent(id, state.ClockOf(world), log, state.NextEventRecord++)];
    }
}
