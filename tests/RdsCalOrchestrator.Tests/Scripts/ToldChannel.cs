using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.RunCommand;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>Azure as a test tells it, and what was asked of it.</summary>
internal sealed class ToldChannel : IRunCommandChannel
{
    public static ChannelReply Refusal { get; } = new ChannelReply.Refused(Why);

    public static ChannelReply Outage { get; } = new ChannelReply.Throttled(null);

    public static ServerReply Stopped { get; } = new ServerReply.NotReady(Why);

    private static Finding Why => new("AZ-NO-ACCESS", Severity.Blocked, "new", "It may not.", "Let it.");

    public int Started { get; private set; }

    public int Deleted => Deletions.Count;

    /// <summary>Names that were to be deleted, in order, whatever came of it.</summary>
    public List<string> Deletions { get; } = [];

    /// <summary>How often the server's commands were listed.</summary>
    public int Lists { get; private set; }

    /// <summary>What a list shows; a deletion that is done takes one away.</summary>
    public List<ListedCommand> Commands { get; } = [];

    /// <summary>What a list is answered, if not <see cref="Commands"/>.</summary>
    public ListReply? ListReply { get; set; }

    /// <summary>What a deletion is answered; unless told, that it is done.</summary>
    public ChannelReply? DeleteReply { get; set; }

    /// <summary>What a look at the command says; unless told, that it runs once it was started.</summary>
    public ChannelReply? Look { get; set; }

    /// <summary>What a sending is answered; unless told, that it runs.</summary>
    public ChannelReply? StartReply { get; set; }

    public ServerReply Server { get; set; } = new ServerReply.Ready("westeurope");

    /// <summary>Done once, by another host, before the next look at the server is answered.</summary>
    public Func<Task>? Meanwhile { get; set; }

    /// <summary>Done once, by another host, while the next sending is under way.</summary>
    public Func<Task>? WhileSending { get; set; }

    public async Task<ServerReply> LookAtServerAsync(ServerId server, CancellationToken cancellation)
    {
        var (reply, other) = (Server, Meanwhile);
        Meanwhile = null;
        if (other is not null)
            await other();
        return reply;
    }

    public async Task<ChannelReply> StartAsync(ServerId server, ServerCommand command, CancellationToken cancellation)
    {
        var (reply, other) = (StartReply ?? new ChannelReply.Running(null), WhileSending);
        WhileSending = null;
        if (other is not null)
            await other();
        Started += reply is ChannelReply.Running ? 1 : 0;
        return reply;
    }

    public Task<ChannelReply> ReadAsync(ServerId server, string name, CancellationToken cancellation) =>
        Task.FromResult(Look ?? (Started > 0 ? new ChannelReply.Running(null) : new ChannelReply.Absent()));

    public Task<ListReply> ListAsync(ServerId server, CancellationToken cancellation)
    {
        Lists++;
        return Task.FromResult(ListReply ?? new ListReply.Listed([.. Commands]));
    }

    public Task<ChannelReply> DeleteAsync(ServerId server, string name, CancellationToken cancellation)
    {
        Deletions.Add(name);
        if (DeleteReply is null)
            Commands.RemoveAll(c => c.Name == name);
        return Task.FromResult(DeleteReply ?? new ChannelReply.Absent());
    }
}
