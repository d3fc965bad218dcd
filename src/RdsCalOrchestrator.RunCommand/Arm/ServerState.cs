using System.Text.RegularExpressions;
using Azure.ResourceManager.Compute;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.RunCommand.Arm;

/// <summary>Judges a virtual machine as Azure shows it: may a command be sent there now?</summary>
internal static partial class ServerState
{
    private const string Power = "PowerState/";

    public static ServerReply Of(ServerId server, VirtualMachineData machine)
    {
        var power = machine.InstanceView?.Statuses.Select(static s => s.Code)
            .FirstOrDefault(static c => c.StartsWith(Power, StringComparison.Ordinal));
        if (power != Power + "running")
            return new ServerReply.NotReady(ArmFindings.Stopped(server, power?[Power.Length..] ?? "in no known power state"));
        if (machine.OSProfile?.AllowExtensionOperations == false)
            return new ServerReply.NotReady(ArmFindings.ExtensionsOff(server));
        var agent = machine.InstanceView!.VmAgent?.Statuses.FirstOrDefault();
        return agent?.Code == "ProvisioningState/succeeded"
            ? new ServerReply.Ready(machine.Location.Name, OsBuild(machine.InstanceView.OSVersion))
            : new ServerReply.NotReady(ArmFindings.AgentNotReady(server, agent?.DisplayStatus ?? "silent"));
    }

    // The agent reports it. "Microsoft Windows NT 10.0.14393.0" in Azure's reference, Virtual Machines - Instance View; the bare number is seen too.
    private static string? OsBuild(string? osVersion) => Build().Match(osVersion ?? "") is { Success: true, Value: var build } ? build : null;

    [GeneratedRegex(@"\b[0-9]+\.[0-9]+\.[0-9]+\b")]
    private static partial Regex Build();
}
