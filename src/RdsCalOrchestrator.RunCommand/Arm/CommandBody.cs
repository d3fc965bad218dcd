using Azure.Core;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;

namespace RdsCalOrchestrator.RunCommand.Arm;

/// <summary>A command as Azure is sent it, and as Azure shows it.</summary>
internal static class CommandBody
{
    /// <summary>Fixed order, no clock, nothing random: another byte would be another run.</summary>
    public static VirtualMachineRunCommandData Of(ServerCommand command)
    {
        var body = new VirtualMachineRunCommandData(new AzureLocation(command.Location))
        {
            Source = new VirtualMachineRunCommandScriptSource { Script = command.Script },
            // Provisioning ends when the script starts, and says nothing of how the script ends.
            AsyncExecution = true,
            TreatFailureAsDeploymentFailure = false,
            TimeoutInSeconds = (int)command.Timeout.TotalSeconds,
        };
        body.Parameters.Add(new RunCommandInputParameter("Request", command.Request));
        if (command.Secrets is { } secrets)
            body.ProtectedParameters.Add(new RunCommandInputParameter("Secrets", secrets.Reveal()));
        if (command.OutputBlob is { } blob)
        {
            // Empty: the machine's system-assigned identity (azure-rest-api-specs, ComputeRP runCommand.json). A SAS would be a secret, and other
            // bytes each time.
            (body.OutputBlobUri, body.OutputBlobManagedIdentity) = (blob, new RunCommandManagedIdentity());
        }

        foreach (var (key, value) in command.Tags)
            body.Tags.Add(key, value);
        return body;
    }

    /// <summary>Has it all tags of ours, the hash among them? A policy may have added others; names of tags have no case.</summary>
    public static bool IsOf(VirtualMachineRunCommandData found, ServerCommand command) => command.Tags.All(tag =>
        found.Tags.Any(t => string.Equals(t.Key, tag.Key, StringComparison.OrdinalIgnoreCase) && t.Value == tag.Value));

    /// <summary>The state decides, never the exit code, which is 0 while it runs.</summary>
    public static ChannelReply Read(VirtualMachineRunCommandData command)
    {
        var view = command.InstanceView;
        var (state, hasEnded) = StateOf(command);
        if (!hasEnded)
            return new ChannelReply.Running(view?.StartOn);
        // Where Azure could not run it at all, its message is all there is.
        var error = string.IsNullOrEmpty(view?.Error) ? view?.ExecutionMessage : view.Error;
        return new ChannelReply.Ended(state, view?.ExitCode ?? -1, view?.Output ?? "", error ?? "");
    }

    public static ListedCommand ReadListed(VirtualMachineRunCommandData command)
    {
        var (state, hasEnded) = StateOf(command);
        var endedAt = hasEnded ? command.InstanceView?.EndOn : null;
        return new(command.Name, state, hasEnded, endedAt, new Dictionary<string, string>(command.Tags));
    }

    private static (string State, bool HasEnded) StateOf(VirtualMachineRunCommandData command) =>
        command.InstanceView?.ExecutionState?.ToString() switch
    {
        { } ended and ("Succeeded" or "Failed" or "TimedOut" or "Canceled") => (ended, true),
        _ when command.ProvisioningState == "Failed" => ("Failed", true),
        var state => (state ?? command.ProvisioningState ?? "Unknown", false),
    };
}
