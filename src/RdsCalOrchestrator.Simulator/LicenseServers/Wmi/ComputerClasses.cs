namespace RdsCalOrchestrator.Simulator.LicenseServers.Wmi;

internal static class ComputerClasses
{
    internal static readonly CimClass ComputerSystem = new(
        "Win32_ComputerSystem",
        static (process, _) =>
        [
            CimClass.Instance(
                ("Name", process.Server.ComputerName),
                ("DNSHostName", process.Server.Fqdn.Split('.')[0]),
                ("PartOfDomain", process.Server.Domain is not null),
                ("Domain", process.Server.Domain ?? "WORKGROUP")),
        ],
        []);

    internal static readonly CimClass OperatingSystem = new(
        "Win32_OperatingSystem",
        static (process, _) => [CimClass.Instance(("Version", process.Server.OsBuild), ("LastBootUpTime", process.Server.BootedUtc!.Value.LocalDateTime))],
        []);
}
