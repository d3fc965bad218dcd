using System.Globalization;

namespace RdsCalOrchestrator.Simulator.LicenseServers.Wmi;

/// <summary>Win32_Process by its id. <c>$PID</c> is fixed by the engine to the simulator's own process: here it stands for the script's.</summary>
internal static class ProcessClass
{
    private const string ById = "ProcessId=";

    internal static readonly CimClass Value = new(
        "Win32_Process",
        static (process, filter) => Find(process, int.Parse(filter!.AsSpan(ById.Length), CultureInfo.InvariantCulture)) is { } found
            ? [CimClass.Instance(("ProcessId", (uint)found.Id), ("CreationDate", found.StartedUtc.LocalDateTime))]
            : [],
        []);

    private static RunningProcess? Find(ScriptProcess process, int id) =>
        id == Environment.ProcessId ? process.Self : process.Running.Find(process.Server, id);
}
