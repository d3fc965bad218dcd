using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.RunCommand;

namespace RdsCalOrchestrator.Functions.Sweeping;

/// <summary>
/// Deletes from one server what nobody needs any more. A command is judged by the journal of its migration: what no journal of ours knows
/// is another app's, whatever its tags say.
/// </summary>
public sealed class ServerSweep
{
    private readonly Claims _claims;
    private readonly MigrationJournal _journal;
    private readonly IRunCommandChannel _channel;
    private readonly SweepOptions _options;
    private readonly TimeProvider _time;

    internal ServerSweep(
        Claims claims, MigrationJournal journal, IRunCommandChannel channel, IOptions<SweepOptions> options, TimeProvider time) =>
        (_claims, _journal, _channel, _options, _time) = (claims, journal, channel, options.Value, time);

    /// <summary>
    /// Null when it is not the time: a run other than <paramref name="forRun"/> changes the server, or Azure does not list its commands.
    /// </summary>
    internal async Task<Swept?> RunAsync(CustomerId customer, Server server, string? forRun, CancellationToken cancellation)
    {
        // A deletion is an operation on the server too, and may end another one's (OperationPreempted).
        if (await _claims.IsChangedAsync(customer, server, forRun, cancellation)
            || await _channel.ListAsync(server.Id!, cancellation) is not ListReply.Listed listed)
            return null;
        var swept = new Swept(listed.Commands.Select(static c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase), 0, null);
        foreach (var command in await DeletableAsync(customer, server, listed.Commands, cancellation))
        {
            var reply = await _channel.DeleteAsync(server.Id!, command.Name, cancellation);
            // Throttled, stopped, locked: the next one would be answered the same.
            if (reply is not ChannelReply.Absent)
                return swept with { Refused = (reply as ChannelReply.Refused)?.Finding };
            swept = swept with { Deleted = swept.Deleted + 1 };
        }

        return swept;
    }

    /// <summary>
    /// Why a run cannot be sent there: all places are taken, and nothing could be deleted. Null also when nobody knows, for Azure will say.
    /// </summary>
    internal async Task<Finding?> NoPlaceAsync(CustomerId customer, Server server, string forRun, CancellationToken cancellation) =>
        await _channel.ListAsync(server.Id!, cancellation) is ListReply.Listed { IsFull: true } full
        && await RunAsync(customer, server, forRun, cancellation) is not { Deleted: > 0 }
            ? Catalogue.PlacesTaken(server.Id!.Name, full.Commands.Count, full.Foreign)
            : null;

    private async Task<IReadOnlyList<ListedCommand>> DeletableAsync(
        CustomerId customer, Server server, IReadOnlyList<ListedCommand> commands, CancellationToken cancellation)
    {
        var deletable = new List<ListedCommand>();
        foreach (var ours in commands.Where(static c => c.IsOurs).GroupBy(static c => c.Tags.GetValueOrDefault(CommandTags.Migration)))
        {
            if (ours.Key is not { } id || await _journal.FindAsync(customer, new MigrationId(id), cancellation) is not { Migration: var migration })
                continue;
            deletable.AddRange(ours.Where(c => migration.Runs.TryGetValue(c.Name, out var run) && MayBeDeleted(migration, run, server, c)));
        }

        return [.. deletable.OrderBy(static c => c.EndedAt).Take(_options.MostAtOnce)];
    }

    private bool MayBeDeleted(Migration migration, RunRecord run, Server server, ListedCommand command) =>
        migration.ServerOf(run.Named.Side).Id == server.Id
        && Leftovers.MayBeDeleted(migration, run)
        && (command.HasEnded || Leftovers.IsOver(run, _time.GetUtcNow()));
}

/// <summary>What a sweep of a server came to.</summary>
/// <param name="Present">Names of the commands that were there before it.</param>
/// <param name="Deleted">How many deletions Azure accepted; they are gone some time later.</param>
/// <param name="Refused">Why it ended early, if Azure said.</param>
internal sealed record Swept(IReadOnlySet<string> Present, int Deleted, Finding? Refused);
