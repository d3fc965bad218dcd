using System.Collections.Concurrent;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Planning;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>
/// Whose packs these are. All claims of a customer lie in one stream, because a server may go by several names and the last claim may be
/// the one that shows it: of two migrations at once, under whatever names, one writes first and the other finds it.
/// </summary>
public sealed class PackClaims
{
    private readonly Journal _journal;
    private readonly MigrationJournal _migrations;
    private readonly KeyedHash _hash;
    private readonly ConcurrentDictionary<CustomerId, ClaimedPacks> _known = [];

    internal PackClaims(Journal journal, MigrationJournal migrations, KeyedHash hash) =>
        (_journal, _migrations, _hash) = (journal, migrations, hash);

    /// <summary>Other migrations that move, or have moved, what may be the same packs.</summary>
    internal async Task<Rivals> RivalsOfAsync(Migration migration, CancellationToken cancellation) =>
        await RivalsOfAsync(migration, await ReadAsync(migration.Request.Customer, cancellation), cancellation);

    /// <summary>Claims the source's packs for an approved plan, anew in every attempt; null when they are ours.</summary>
    internal async Task<Finding?> TakeAsync(Attempt attempt, CancellationToken cancellation)
    {
        var migration = await _migrations.ReadAsync(attempt.Customer, attempt.Migration, cancellation);
        var claim = await ClaimOfAsync(migration, cancellation);
        var content = (await _hash.KeyAsync(cancellation)).Of(
            [.. claim.Operations.Select(static o => o.Value), "from", .. claim.Source!, "to", .. claim.Target!, "of", .. claim.Proofs!]);
        var key = $"packs/{attempt.Migration}/{attempt.Number}/{content}";
        while (true)
        {
            var claimed = await ReadAsync(attempt.Customer, cancellation);
            // What was sent must be able to come to its end; its claim only tells what has been learnt since.
            if (!migration.Owes && (await RivalsOfAsync(migration, claimed, cancellation)).Check(migration.Plan!.Lines)
                .FirstOrDefault(static f => f.Severity == Severity.Blocked) is { } found)
                return found;
            if (await _journal.AppendAsync(claimed.Stream, StepDecider.By, [(key, (ServerEntry)claim)], [], cancellation))
                return null;
        }
    }

    /// <summary>Migrations that have claimed a server as their source, or as their target, by the names of today.</summary>
    internal async Task<IReadOnlyList<MigrationId>> ClaimedByAsync(
        CustomerId customer, ServerAliases server, Side side, CancellationToken cancellation)
    {
        var claimed = await ReadAsync(customer, cancellation);
        var names = claimed.Book.Complete(server);
        return [.. claimed.All.Where(c => claimed.Book.Complete(c.On(side)).To(names) == Likeness.Same).Select(static c => c.Migration)];
    }

    private async Task<Rivals> RivalsOfAsync(Migration migration, ClaimedPacks claimed, CancellationToken cancellation)
    {
        var customer = migration.Request.Customer;
        var source = claimed.Book.Complete(ServerAliases.Of(migration, Side.Source));
        var proofs = await ProofsOfAsync(migration, cancellation);
        var rivals = new List<Rival>();
        foreach (var id in await EarlierAsync(migration, claimed, cancellation))
            rivals.Add(new Rival(await _migrations.ReadAsync(customer, id, cancellation), Likeness.Same, LeadsHere: false));
        foreach (var claim in claimed.All.Where(c => c.Migration != migration.Request.Id))
        {
            var likeness = claimed.Book.Complete(claim.Source).To(source);
            if (!claim.MayMeet(likeness, proofs))
                continue;
            var leadsHere = claimed.Book.Complete(claim.Target).To(source) == Likeness.Same;
            rivals.Add(new Rival(await _migrations.ReadAsync(customer, claim.Migration, cancellation), likeness, leadsHere));
        }

        return new Rivals(migration, rivals);
    }

    // Claims of earlier versions lie in the stream of the server itself, and are met under the same name only.
    private async Task<IEnumerable<MigrationId>> EarlierAsync(Migration migration, ClaimedPacks claimed, CancellationToken cancellation)
    {
        var name = ServerStream.Of(migration.Request.Customer, migration.Request.Source);
        var stream = await _journal.ReadAsync<ServerEntry>(name, cancellation);
        return stream.Entries.Select(static e => e.Entry).OfType<ServerEntry.PacksClaimed>().Select(static c => c.Migration)
            .Where(id => id != migration.Request.Id).Except(claimed.All.Select(static c => c.Migration));
    }

    private async Task<ServerEntry.PacksClaimed> ClaimOfAsync(Migration migration, CancellationToken cancellation) => new(
        migration.Request.Id,
        [.. migration.Plan!.Lines.Select(static l => l.Operation)],
        ServerAliases.Of(migration, Side.Source).All,
        ServerAliases.Of(migration, Side.Target).All,
        [.. (await ProofsOfAsync(migration, cancellation)).Order(StringComparer.Ordinal)]);

    private async Task<HashSet<string>> ProofsOfAsync(Migration migration, CancellationToken cancellation)
    {
        var key = await _hash.KeyAsync(cancellation);
        return ClaimedPacks.ProofsOf(migration, key);
    }

    // Kept, for it is long where a customer has many migrations, and each of them looks at it several times.
    private async Task<ClaimedPacks> ReadAsync(CustomerId customer, CancellationToken cancellation)
    {
        var known = _known.GetValueOrDefault(customer);
        var stream = await _journal.ReadOnAsync(known?.Stream ?? JournalStream<ServerEntry>.Unread($"{customer}/packs"), cancellation);
        return known is not null && ReferenceEquals(stream, known.Stream) ? known : _known[customer] = ClaimedPacks.Of(stream);
    }
}
