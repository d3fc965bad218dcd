namespace RdsCalOrchestrator.Simulator.LicenseServers.Network;

internal static class Clearinghouse
{
    internal const string Host = "clearinghouse.one.microsoft.com";

    /// <summary>A-443: an open port is no proof; something between may still end the conversation.</summary>
    internal static bool IsReachedBy(ScriptProcess process) => process.Server.ReachesClearinghouse && process.World.Switches.Port443 == "works";
}
