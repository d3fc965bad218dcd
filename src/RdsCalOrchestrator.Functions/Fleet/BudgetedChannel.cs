using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.RunCommand;

namespace RdsCalOrchestrator.Functions.Fleet;

/// <summary>
/// A channel that stays inside Azure's limits: what the budget refuses is answered as Azure would, throttled until a time. Whoever sends has
/// asked the budget before, as <see cref="FleetBudget.SendAsync"/> says, for the look at the server too.
/// </summary>
internal sealed class BudgetedChannel(IRunCommandChannel azure, FleetBudget budget) : IRunCommandChannel
{
    public Task<ServerReply> LookAtServerAsync(ServerId server, CancellationToken cancellation) => azure.LookAtServerAsync(server, cancellation);

    public Task<ChannelReply> StartAsync(ServerId server, ServerCommand command, CancellationToken cancellation) =>
        azure.StartAsync(server, command, cancellation);

    public async Task<ChannelReply> ReadAsync(ServerId server, string name, CancellationToken cancellation) =>
        await budget.ReadAsync(server, name, cancellation) is { } wait
            ? new ChannelReply.Throttled(wait)
            : await azure.ReadAsync(server, name, cancellation);

    public async Task<ListReply> ListAsync(ServerId server, CancellationToken cancellation) =>
        await budget.ListAsync(server, cancellation) is { } wait
            ? new ListReply.Throttled(wait)
            : await azure.ListAsync(server, cancellation);

    public async Task<ChannelReply> DeleteAsync(ServerId server, string name, CancellationToken cancellation) =>
        await budget.DeleteAsync(server, cancellation) is { } wait
            ? new ChannelReply.Throttled(wait)
            : await azure.DeleteAsync(server, name, cancellation);
}
