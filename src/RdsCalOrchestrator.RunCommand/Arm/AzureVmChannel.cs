using Azure;
using Azure.Core;
using Azure.ResourceManager;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.RunCommand.Arm;

/// <summary>Managed run commands of a virtual machine: started, then polled; never the action form, which the SDK would send twice.</summary>
public sealed class AzureVmChannel : IRunCommandChannel
{
    private const string InstanceView = "instanceView";

    private readonly ArmClient _arm;

    private AzureVmChannel(ArmClient arm) => _arm = arm;

    public static AzureVmChannel Create(ArmOptions options) => new(ArmConnection.Open(options));

    public async Task<ServerReply> LookAtServerAsync(ServerId server, CancellationToken cancellation)
    {
        try
        {
            VirtualMachineResource machine = await Machine(server).GetAsync(cancellationToken: cancellation);
            if (machine.Data.OSProfile?.AllowExtensionOperations == false)
                return new ServerReply.NotReady(ArmFindings.Of(server, new RequestFailedException(409, "", "AllowExtensionOperations", null)));
            var view = (await Machine(server).InstanceViewAsync(cancellation)).Value;
            var power = view.Statuses.Select(static s => s.Code).FirstOrDefault(static c => c.StartsWith("PowerState/", StringComparison.Ordinal))?["PowerState/".Length..];
            if (power != "running")
                return new ServerReply.NotReady(ArmFindings.Stopped(server, power ?? "in an unknown state"));
            var agent = view.VmAgent?.Statuses.FirstOrDefault();
            return agent?.Code == "ProvisioningState/succeeded"
                ? new ServerReply.Ready(machine.Data.Location.Name)
                : new ServerReply.NotReady(ArmFindings.AgentNotReady(server, agent?.DisplayStatus ?? "silent"));
        }
        catch (RequestFailedException failure)
        {
            return IsPassing(failure) ? new ServerReply.Throttled(RetryAfter(failure)) : new ServerReply.NotReady(ArmFindings.Of(server, failure));
        }
    }

    public async Task<ChannelReply> StartAsync(ServerId server, ServerCommand command, CancellationToken cancellation)
    {
        // The same name again does not run again, but that is reported, never promised: look first.
        if (await ReadAsync(server, command.Name, cancellation) is var found and not ChannelReply.Absent)
            return found;
        try
        {
            await Machine(server).GetVirtualMachineRunCommands().CreateOrUpdateAsync(WaitUntil.Started, command.Name, Body(command), cancellation);
            return new ChannelReply.Running(null);
        }
        catch (RequestFailedException failure)
        {
            return IsPassing(failure) ? new ChannelReply.Throttled(RetryAfter(failure)) : new ChannelReply.Refused(ArmFindings.Of(server, failure));
        }
    }

    public async Task<ChannelReply> ReadAsync(ServerId server, string name, CancellationToken cancellation)
    {
        try
        {
            VirtualMachineRunCommandResource found = await Machine(server).GetVirtualMachineRunCommands().GetAsync(name, InstanceView, cancellation);
            return Seen(found.Data);
        }
        catch (RequestFailedException failure)
        {
            return failure.Status == 404 ? new ChannelReply.Absent()
                : IsPassing(failure) ? new ChannelReply.Throttled(RetryAfter(failure))
                : new ChannelReply.Refused(ArmFindings.Of(server, failure));
        }
    }

    public async Task<ChannelReply> DeleteAsync(ServerId server, string name, CancellationToken cancellation)
    {
        try
        {
            var id = VirtualMachineRunCommandResource.CreateResourceIdentifier(server.Subscription, server.ResourceGroup, server.Name, name);
            await _arm.GetVirtualMachineRunCommandResource(id).DeleteAsync(WaitUntil.Started, cancellation);
            return new ChannelReply.Absent();
        }
        catch (RequestFailedException failure)
        {
            return failure.Status == 404 ? new ChannelReply.Absent()
                : IsPassing(failure) ? new ChannelReply.Throttled(RetryAfter(failure))
                : new ChannelReply.Refused(ArmFindings.Of(server, failure));
        }
    }

    // Fixed order, no clock, nothing random: another byte would be another run.
    private static VirtualMachineRunCommandData Body(ServerCommand command)
    {
        var body = new VirtualMachineRunCommandData(new AzureLocation(command.Location))
        {
            Source = new VirtualMachineRunCommandScriptSource { Script = command.Script },
            AsyncExecution = true,
            TreatFailureAsDeploymentFailure = false,
            TimeoutInSeconds = (int)command.Timeout.TotalSeconds,
        };
        body.Parameters.Add(new RunCommandInputParameter("Request", command.Request));
        if (command.Secrets is { } secrets)
            body.ProtectedParameters.Add(new RunCommandInputParameter("Secrets", secrets.Reveal()));
        foreach (var (key, value) in command.Tags)
            body.Tags.Add(key, value);
        return body;
    }

    // The exit code is 0 while it runs, so the state decides.
    private static ChannelReply Seen(VirtualMachineRunCommandData command)
    {
        var view = command.InstanceView;
        var state = view?.ExecutionState?.ToString();
        return state is "Succeeded" or "Failed" or "TimedOut" or "Canceled" || command.ProvisioningState == "Failed"
            ? new ChannelReply.Ended(state ?? "Failed", view?.ExitCode ?? -1, view?.Output ?? "", view?.Error ?? "")
            : new ChannelReply.Running(view?.StartOn);
    }

    private VirtualMachineResource Machine(ServerId server) =>
        _arm.GetVirtualMachineResource(VirtualMachineResource.CreateResourceIdentifier(server.Subscription, server.ResourceGroup, server.Name));

    // Too many requests, a fault of Azure's, or no connection at all: nothing is known, and it is asked again later.
    private static bool IsPassing(RequestFailedException failure) => failure.Status is 0 or 408 or 429 or >= 500;

    private static TimeSpan? RetryAfter(RequestFailedException failure) =>
        failure.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var text) == true && int.TryParse(text, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
