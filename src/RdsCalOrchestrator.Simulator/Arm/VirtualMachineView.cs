using System.Text.Json.Nodes;
using RdsCalOrchestrator.Simulator.Estate;

namespace RdsCalOrchestrator.Simulator.Arm;

/// <summary>A virtual machine as JSON: only what tells where it is, whether it runs, and whether its agent answers.</summary>
internal static class VirtualMachineView
{
    public static JsonObject Of(Machine machine, bool expanded, DateTimeOffset now)
    {
        var properties = new JsonObject { ["provisioningState"] = "Succeeded" };
        if (expanded)
            properties["instanceView"] = InstanceView(machine, now);
        return new()
        {
            ["name"] = machine.ResourceId!.Split('/')[^1],
            ["id"] = machine.ResourceId,
            ["type"] = "Microsoft.Compute/virtualMachines",
            ["location"] = machine.Location,
            ["tags"] = ArmJson.Tags(machine.Tags),
            ["properties"] = properties,
        };
    }

    public static JsonObject InstanceView(Machine machine, DateTimeOffset now)
    {
        var power = machine.Power.ToString().ToLowerInvariant();
        var view = new JsonObject
        {
            ["computerName"] = machine.Name,
            ["statuses"] = new JsonArray(
                Status("ProvisioningState/succeeded", "Info", "Provisioning succeeded", "", now),
                Status($"PowerState/{power}", "Info", $"VM {power}", "", now)),
        };
        if (machine.Power == PowerState.Running)
        {
            // The agent reports it, in the words of Windows (Virtual Machines - Instance View).
            view["osVersion"] = $"Microsoft Windows NT {machine.Licensing.OsBuild}.0";
            view["vmAgent"] = new JsonObject { ["vmAgentVersion"] = "2.7.41491.1183", ["statuses"] = new JsonArray(Agent(machine, now)) };
        }

        return view;
    }

    private static JsonObject Agent(Machine machine, DateTimeOffset now) => machine.Agent == AgentState.Ready
        ? Status("ProvisioningState/succeeded", "Info", "Ready", "GuestAgent is running and processing the extensions.", now)
        : Status("ProvisioningState/Unavailable", "Warning", "Not Ready", "VM status blob is found but not yet populated.", now);

    private static JsonObject Status(string code, string level, string shown, string message, DateTimeOffset at) =>
        new() { ["code"] = code, ["level"] = level, ["displayStatus"] = shown, ["message"] = message, ["time"] = ArmJson.Time(at) };
}
