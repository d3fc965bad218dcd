using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Asks the journals of other migrations what they did to the same two servers; whoever changed one has claimed it in its stream.</summary>
public sealed class OtherMigrations
{
    private readonly Journal _journal;
    private readonly MigrationJournal _migrations;

    internal OtherMigrations(Journal journal, MigrationJournal migrations) => (_journal, _migrations) = (journal, migrations);

    /// <summary>Notes it in our journal when it is another than we know; null when nothing is new.</summary>
    internal async Task<Decision?> NoteAsync(Migration migration, CancellationToken cancellation)
    {
        var seen = Elsewhere.Of(
            (await OnAsync(migration, migration.Request.Target, cancellation)).Where(m => ServerStream.IsSame(m.Request.Target, migration.Request.Target)),
            (await OnAsync(migration, migration.Request.Source, cancellation)).Where(m => ServerStream.IsSame(m.Request.Source, migration.Request.Source)),
            migration.Lines.Select(static l => l.Line.Operation));
        if (seen == migration.Elsewhere)
            return null;
        var number = migration.ElsewhereSeen + 1;
        return Decision.Write(new KeyedEntry($"elsewhere/{number}", new Entry.ElsewhereSeen(number, seen)));
    }

    private async Task<IReadOnlyList<Migration>> OnAsync(Migration migration, Server server, CancellationToken cancellation)
    {
        var customer = migration.Request.Customer;
        var stream = await _journal.ReadAsync<ServerEntry>(ServerStream.Of(customer, server), cancellation);
        var others = new List<Migration>();
        foreach (var id in stream.Entries.Select(static e => e.Entry.Migration).Where(id => id != migration.Request.Id).Distinct())
            others.Add(await _migrations.ReadAsync(customer, id, cancellation));
        return others;
    }
}
