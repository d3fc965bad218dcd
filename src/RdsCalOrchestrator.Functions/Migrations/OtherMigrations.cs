using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Planning;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Asks the journals of other migrations what they did to the same two servers; whoever changed one has claimed it.</summary>
public sealed class OtherMigrations
{
    private readonly Journal _journal;
    private readonly MigrationJournal _migrations;
    private readonly PackClaims _packs;

    internal OtherMigrations(Journal journal, MigrationJournal migrations, PackClaims packs) =>
        (_journal, _migrations, _packs) = (journal, migrations, packs);

    /// <summary>Notes it in our journal when it is another than we know; null when nothing is new.</summary>
    internal async Task<Decision?> NoteAsync(Migration migration, CancellationToken cancellation)
    {
        var seen = Elsewhere.Of(
            await OnAsync(migration, Side.Target, cancellation),
            await OnAsync(migration, Side.Source, cancellation),
            migration.Lines.Select(static l => l.Line.Operation));
        if (seen == migration.Elsewhere)
            return null;
        var number = migration.ElsewhereSeen + 1;
        return Decision.Write(new KeyedEntry($"elsewhere/{number}", new Entry.ElsewhereSeen(number, seen)));
    }

    // Those that have the same server on the same side. Who claimed packs did so under all names; who changed it, and whoever claimed in
    // an earlier version, under the one that scripts reach it by.
    private async Task<IReadOnlyList<Migration>> OnAsync(Migration migration, Side side, CancellationToken cancellation)
    {
        var customer = migration.Request.Customer;
        var names = ServerAliases.Of(migration, side);
        var claimed = await _packs.ClaimedByAsync(customer, names, side, cancellation);
        var stream = await _journal.ReadAsync<ServerEntry>(ServerStream.Of(customer, migration.ServerOf(side)), cancellation);
        var others = new List<Migration>();
        foreach (var id in stream.Entries.Select(static e => e.Entry.Migration).Union(claimed).Where(id => id != migration.Request.Id))
        {
            var other = await _migrations.ReadAsync(customer, id, cancellation);
            if (claimed.Contains(id) || ServerAliases.Of(other, side).To(names) == Likeness.Same)
                others.Add(other);
        }

        return others;
    }
}
