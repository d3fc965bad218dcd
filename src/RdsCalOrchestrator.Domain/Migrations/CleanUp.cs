using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>What is left to be removed from a source, and since when that is allowed.</summary>
public static class CleanUp
{
    // A script names each row in its answer, which has 3,000 bytes.
    private const int MostRows = 15;

    /// <summary>
    /// When it was known that no session host names the source any more: attested, or stated with the plan's approval. Null: not known.
    /// The plan's approval covers the clean-up itself.
    /// </summary>
    public static DateTimeOffset? Consent(Migration migration) => migration.Request.Policy.Hosts switch
    {
        HostsCheck.NotNeeded => migration.Approval?.At,
        _ => migration.Asks.Values.Where(static a => a is { Kind: AskKind.HostsAttestation, State: AskState.Accepted, Answer.Agrees: true })
            .Select(a => (DateTimeOffset?)AnsweredAt(migration, a)).FirstOrDefault(),
    };

    /// <summary>From when on the source may be cleaned: the soak has passed. Null while it is not known that the session hosts have moved.</summary>
    public static DateTimeOffset? Due(Migration migration) => Consent(migration) + migration.Request.Policy.Soak;

    /// <summary>Packs of imported lines that the newest reading of the source still shows, by line.</summary>
    public static IReadOnlyList<(LineProgress Line, LicenseKeyPack Pack)> Left(Migration migration, ServerReading source) =>
    [
        .. from line in migration.Lines
           where line.IsImported
           from pack in migration.Covered(line.Line.Number)
           where source.Packs.Any(now => now.RowId == pack.RowId)
           select (line, pack),
    ];

    /// <summary>As many of them as one script takes.</summary>
    public static IReadOnlyList<(LineProgress Line, LicenseKeyPack Pack)> Next(Migration migration, ServerReading source)
    {
        var left = Left(migration, source);
        var lines = left.Select(static l => l.Line.Line.Number).Distinct().Take(RunMigrationStep.LinesInOneRun).ToHashSet();
        return [.. left.Where(l => lines.Contains(l.Line.Line.Number)).Take(MostRows)];
    }

    /// <summary>
    /// Packs that must be there when ours are removed: all others of the plan, but for those that another migration moved, and those that
    /// Windows itself took away.
    /// </summary>
    public static IEnumerable<LicenseKeyPack> MustStay(Migration migration, ServerReading source) =>
        migration.Plan!.MustStay.Where(p => !migration.Elsewhere.Took(p) && (!p.IsKeptByWindows || source.Packs.Any(p.IsSameRow)));

    private static DateTimeOffset AnsweredAt(Migration migration, Ask ask) => migration.AnsweredAt[ask.AnswerKey!];
}
