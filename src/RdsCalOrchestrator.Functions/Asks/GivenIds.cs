using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Records;
using Secret = RdsCalOrchestrator.Domain.Identifiers.Secret;

namespace RdsCalOrchestrator.Functions.Asks;

/// <summary>
/// Which migrations of a customer were given a license key pack ID. It stands for one import: whoever types it for another migration has
/// taken it for the wrong page, or moves packs that were moved.
/// </summary>
public sealed class GivenIds
{
    private readonly Journal _journal;
    private readonly MigrationJournal _migrations;
    private readonly KeyedHash _hash;

    internal GivenIds(Journal journal, MigrationJournal migrations, KeyedHash hash) =>
        (_journal, _migrations, _hash) = (journal, migrations, hash);

    /// <summary>Notes that a migration is given it; the other migration that uses it, if there is one.</summary>
    internal async Task<MigrationId?> GiveAsync(CustomerId customer, MigrationId migration, Secret id, CancellationToken cancellation)
    {
        var key = await _hash.KeyAsync(cancellation);
        while (true)
        {
            var stream = await _journal.ReadAsync<Given>($"{customer}/key-pack-ids/{key.Of("key pack ID", id.Reveal())}", cancellation);
            foreach (var other in stream.Entries.Select(static e => e.Entry.Migration).Where(m => m != migration))
            {
                if (Uses(await _migrations.ReadAsync(customer, other, cancellation), id))
                    return other;
            }

            if (await _journal.AppendAsync(stream, StepDecider.By, [($"given/{migration}", new Given(migration))], [], cancellation))
                return null;
        }
    }

    // Refused, or of a question that closed without using it, it is free again.
    private static bool Uses(Migration migration, Secret id) => migration.Asks.Values.Any(ask =>
        ask is { Kind: AskKind.KeyPackId, State: AskState.Submitted or AskState.Accepted } && id.Equals(ask.Answer?.Id));

    private sealed record Given(MigrationId Migration);
}
