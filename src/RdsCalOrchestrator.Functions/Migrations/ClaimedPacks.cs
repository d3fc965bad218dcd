using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Planning;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>A customer's claims on packs, one for each migration with all it learnt; they lead to journals, which tell the rest.</summary>
internal sealed record ClaimedPacks(JournalStream<ServerEntry> Stream, IReadOnlyList<ClaimedPacks.Claim> All, AliasBook Book)
{
    private const string Code = "code:";
    private const string Number = "number:";

    internal static ClaimedPacks Of(JournalStream<ServerEntry> stream)
    {
        var all = stream.Entries.Select(static e => e.Entry).OfType<ServerEntry.PacksClaimed>()
            .GroupBy(static c => c.Migration)
            .Select(static c => new Claim(
                c.Key,
                Names(c.Select(static e => e.Source)),
                Names(c.Select(static e => e.Target)),
                [.. c.SelectMany(static e => e.Proofs ?? [])]))
            .ToList();
        return new ClaimedPacks(stream, all, new AliasBook(all.SelectMany(static c => new[] { c.Source, c.Target })));
    }

    /// <summary>Its purchases, by number, and its retail codes: where the names of a server do not help, these do.</summary>
    internal static HashSet<string> ProofsOf(Migration migration, HashKey key) =>
    [
        .. from line in migration.Request.Lines
           let number = migration.Request.Purchase(line.Purchase).FullNumber
           where number is not null
           select Number + key.Of("purchase", number.Reveal()),
        .. migration.Codes.Values.SelectMany(static codes => codes).Select(code => Code + key.Of("code", code.Reveal())),
    ];

    private static ServerAliases Names(IEnumerable<IReadOnlyList<string>?> of) => ServerAliases.From(of.SelectMany(static a => a ?? []));

    internal sealed record Claim(MigrationId Migration, ServerAliases Source, ServerAliases Target, HashSet<string> Proofs)
    {
        internal ServerAliases On(Side side) => side == Side.Source ? Source : Target;

        /// <summary>Is its journal worth reading: the same source or code, or the same purchase and nothing that tells sources apart.</summary>
        internal bool MayMeet(Likeness source, HashSet<string> proofs) =>
            source == Likeness.Same
            || Proofs.Any(p => proofs.Contains(p) && (source != Likeness.Other || p.StartsWith(Code, StringComparison.Ordinal)));
    }
}
