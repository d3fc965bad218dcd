using Azure;
using Azure.ResourceManager;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.RunCommand.Arm;

/// <summary>Managed run commands of a virtual machine: started, then polled; never the action form, which has no name and no second look.</summary>
public sealed class AzureVmChannel : IRunCommandChannel
{
    private const string InstanceView = "instanceView";

    private readonly ArmClient _arm;

    internal AzureVmChannel(ArmClient arm) => _arm = arm;

    /// <exception cref="ArgumentException">The endpoint is neither https nor a loopback address.</exception>
    public static AzureVmChannel Create(ArmOptions options, IQuotaWatch? watch = null) => new(ArmConnection.Open(options, watch));

    public async Task<ServerReply> LookAtServerAsync(ServerId server, CancellationToken cancellation)
    {
        try
        {
            VirtualMachineResource machine = await Machine(server).GetAsync(InstanceViewType.InstanceView, cancellation);
            return ServerState.Of(server, machine.Data);
        }
        catch (Exception e) when (ArmFailure.Of(e, cancellation) is { } failure)
        {
            return failure.IsPassing
                ? new ServerReply.Throttled(failure.RetryAfter)
                : new ServerReply.NotReady(ArmFindings.ByCode(server, failure) ?? ArmFindings.Other(server, failure));
        }
    }

    public async Task<ChannelReply> StartAsync(ServerId server, ServerCommand command, CancellationToken cancellation)
    {
        ChannelReply Judge(VirtualMachineRunCommandData there) => CommandBody.IsOf(there, command)
            ? CommandBody.Read(there)
            : new ChannelReply.Refused(ArmFindings.NameTaken(server, command.Name));

        // The same bytes again do not run again, but that is reported, never promised: look first. Nor is somebody else's command run over.
        if (await FindAsync(server, command.Name, Judge, cancellation) is var found and not ChannelReply.Absent)
            return TurnedAwayIf(true, found);
        try
        {
            await Commands(server).CreateOrUpdateAsync(WaitUntil.Started, command.Name, CommandBody.Of(command), cancellation);
            return new ChannelReply.Running(null);
        }
        catch (Exception e) when (ArmFailure.Of(e, cancellation) is { } failure)
        {
            return TurnedAwayIf(failure.IsTurnedAway, await ExplainAsync(server, failure, cancellation));
        }
    }

    public Task<ChannelReply> ReadAsync(ServerId server, string name, CancellationToken cancellation) =>
        FindAsync(server, name, CommandBody.Read, cancellation);

    public async Task<ListReply> ListAsync(ServerId server, CancellationToken cancellation)
    {
        try
        {
            var commands = new List<ListedCommand>();
            await foreach (var command in Commands(server).GetAllAsync(InstanceView, cancellation))
                commands.Add(CommandBody.ReadListed(command.Data));
            return new ListReply.Listed(commands);
        }
        catch (Exception e) when (ArmFailure.Of(e, cancellation) is { } failure)
        {
            return failure switch
            {
                { IsPassing: true } => new ListReply.Throttled(failure.RetryAfter),
                { SaysAbsent: true } => new ListReply.Listed([]),
                _ => new ListReply.Refused(ArmFindings.ByCode(server, failure) ?? ArmFindings.Other(server, failure)),
            };
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
        catch (Exception e) when (ArmFailure.Of(e, cancellation) is { } failure)
        {
            return failure switch
            {
                { Status: 404 } => new ChannelReply.Absent(),
                { Code: "ScopeLocked" } => new ChannelReply.Refused(Catalogue.DeleteLocked(server.Name)),
                _ => await ExplainAsync(server, failure, cancellation),
            };
        }
    }

    private async Task<ChannelReply> FindAsync(
        ServerId server, string name, Func<VirtualMachineRunCommandData, ChannelReply> read, CancellationToken cancellation)
    {
        try
        {
            VirtualMachineRunCommandResource command = await Commands(server).GetAsync(name, InstanceView, cancellation);
            return read(command.Data);
        }
        catch (Exception e) when (ArmFailure.Of(e, cancellation) is { } failure)
        {
            return failure.Status == 404 ? new ChannelReply.Absent() : await ExplainAsync(server, failure, cancellation);
        }
    }

    private static ChannelReply TurnedAwayIf(bool isTurnedAway, ChannelReply reply) =>
        reply is ChannelReply.Throttled throttled ? throttled with { IsTurnedAway = isTurnedAway } : reply;

    // Where the code leaves it open, the state of the server tells why.
    private async Task<ChannelReply> ExplainAsync(ServerId server, ArmFailure failure, CancellationToken cancellation)
    {
        if (failure.IsPassing)
            return new ChannelReply.Throttled(failure.RetryAfter);
        if (ArmFindings.ByCode(server, failure) is { } finding)
            return new ChannelReply.Refused(finding);
        return await LookAtServerAsync(server, cancellation) switch
        {
            ServerReply.NotReady notReady => new ChannelReply.Refused(notReady.Finding),
            ServerReply.Throttled throttled => new ChannelReply.Throttled(throttled.RetryAfter),
            _ => await CountPlacesAsync(server, failure, cancellation),
        };
    }

    private async Task<ChannelReply> CountPlacesAsync(ServerId server, ArmFailure refused, CancellationToken cancellation) =>
        await ListAsync(server, cancellation) switch
        {
            ListReply.Listed { IsFull: true } full =>
                new ChannelReply.Refused(Catalogue.PlacesTaken(server.Name, full.Commands.Count, full.Foreign)),
            ListReply.Throttled throttled => new ChannelReply.Throttled(throttled.RetryAfter),
            _ => new ChannelReply.Refused(ArmFindings.Other(server, refused)),
        };

    private VirtualMachineResource Machine(ServerId server) =>
        _arm.GetVirtualMachineResource(VirtualMachineResource.CreateResourceIdentifier(server.Subscription, server.ResourceGroup, server.Name));

    private VirtualMachineRunCommandCollection Commands(ServerId server) => Machine(server).GetVirtualMachineRunCommands();
}
