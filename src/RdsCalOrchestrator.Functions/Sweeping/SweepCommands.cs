using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Sweeping;

/// <summary>
/// Deletes commands that were left on servers: a run deletes its own as soon as it has answered, but that is best effort, and one that
/// never answered must stay at first. A migration is in the list until each of its commands was seen to be gone; no server is looked at
/// without need.
/// </summary>
public sealed class SweepCommands(
    MigrationList list, MigrationJournal journal, ServerSweep sweep, IOptions<SweepOptions> options, TimeProvider time)
{
    [Function(nameof(SweepCommands))]
    public async Task RunAsync([TimerTrigger("0 17 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        // Each server once, however many migrations left something there.
        var servers = new Dictionary<string, Swept?>();
        var failures = new Failures(cancellation);
        foreach (var named in await list.ListInAzureAsync(cancellation))
            await failures.CatchAsync(named, () => SweepAsync(named, servers, cancellation));
        failures.Throw();
    }

    private async Task SweepAsync(NamedMigrationRow named, Dictionary<string, Swept?> servers, CancellationToken cancellation)
    {
        var migration = await journal.ReadAsync(named.Customer, named.Migration, cancellation);
        foreach (var side in new[] { Side.Source, Side.Target }.Where(side => Due(migration, side).Any()))
        {
            var server = ServerStream.Of(named.Customer, migration.ServerOf(side));
            if (!servers.TryGetValue(server, out var swept))
                servers[server] = swept = await sweep.RunAsync(named.Customer, migration.ServerOf(side), forRun: null, cancellation);
            if (swept is not null)
                await WriteAsync(named.Customer, named.Migration, side, swept, cancellation);
        }
    }

    private Task WriteAsync(CustomerId customer, MigrationId id, Side side, Swept swept, CancellationToken cancellation) =>
        journal.DecideAsync(customer, id, StepDecider.By, migration => Task.FromResult<(bool, IReadOnlyList<KeyedEntry>)>(
            (true, [.. Due(migration, side).Select(run => Swept(run, swept)).OfType<KeyedEntry>()])), cancellation);

    private KeyedEntry? Swept(RunRecord run, Swept swept)
    {
        var name = run.Named.Run;
        if (!swept.Present.Contains(name))
            return new KeyedEntry($"run/{name}/gone", new Entry.CommandSwept(name, null));
        // What else keeps it, a stopped server or too many requests, is over some day: it is tried every time, and nobody need know.
        return swept.Refused is { Id: Catalogue.DeleteLockedId } locked
            ? new KeyedEntry($"run/{name}/stays/{run.Stays?.At.UtcTicks ?? 0}", new Entry.CommandSwept(name, locked))
            : null;
    }

    private IEnumerable<RunRecord> Due(Migration migration, Side side)
    {
        var now = time.GetUtcNow();
        return migration.Runs.Values.Where(run =>
            run.MayBeInAzure && run.Named.Side == side
            && run.EndedAt + options.Value.After <= now && run.NextSweep(options.Value.LockedFor) <= now
            && Leftovers.MayBeDeleted(migration, run));
    }
}
