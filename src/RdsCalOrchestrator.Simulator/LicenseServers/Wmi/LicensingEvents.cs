namespace RdsCalOrchestrator.Simulator.LicenseServers.Wmi;

internal static class LicensingEvents
{
    /// <summary>Called inside a change. A-EVENTS: written to System, to another log, or not at all.</summary>
    internal static void Write(ScriptProcess process, int id)
    {
        var switches = process.World.Switches;
        if (switches.Events == "absent")
            return;
        var log = switches.Events == "otherLog" ? "Microsoft-Windows-TerminalServices-Licensing/Operational" : "System";
        var server = process.Server;
        server.Events = [.. server.Events, new SimulatedEvent(id, process.World.Time.GetUtcNow(), log, server.NextEventRecord++)];
    }
}
