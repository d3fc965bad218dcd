using System.Text.Json.Nodes;
using RdsCalOrchestrator.Simulator.Estate;

namespace RdsCalOrchestrator.Simulator.Arm;

/// <summary>A run command as JSON (azure-rest-api-specs, ComputeRP runCommand.json).</summary>
internal static class RunCommandView
{
    public static JsonObject Of(Machine machine, RunCommand command, bool expanded, DateTimeOffset now)
    {
        var status = RunCommandStatus.Of(command, machine.Name, now);
        var properties = command.Properties.DeepClone().AsObject();
        properties["provisioningState"] = status.ProvisioningState;
        if (expanded)
            properties["instanceView"] = InstanceView(command, status);
        return new()
        {
            ["name"] = command.Name,
            ["id"] = $"{machine.ResourceId}/runCommands/{command.Name}",
            ["type"] = "Microsoft.Compute/virtualMachines/runCommands",
            ["location"] = machine.Location,
            ["tags"] = ArmJson.Tags(command.Tags),
            ["properties"] = properties,
        };
    }

    private static JsonObject InstanceView(RunCommand command, RunCommandStatus status)
    {
        var view = new JsonObject
        {
            ["executionState"] = status.ExecutionState,
            ["executionMessage"] = status.Message,
            // 0 as long as nobody reported another: it says nothing before the end.
            ["exitCode"] = command.ExitCode,
            ["output"] = command.Output,
            ["error"] = command.Error,
        };
        if (command.Phase != RunPhase.AwaitingAgent)
            view["startTime"] = ArmJson.Time(command.SentUtc);

        // Absent, never empty, while it runs: the SDK cannot read an empty one.
        if (status.EndedUtc is { } ended)
            view["endTime"] = ArmJson.Time(ended);
        return view;
    }
}
