using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Domain.Purchases;

namespace RdsCalOrchestrator.Domain.Migrations.Planning;

/// <summary>Another migration that moves, or has moved, what may be the same packs.</summary>
/// <param name="Source">Is its source ours.</param>
/// <param name="LeadsHere">Its target is our source: what it imported may lie there now, to be moved on.</param>
public sealed record Rival(Migration Migration, Likeness Source, bool LeadsHere);

/// <summary>
/// Other migrations of the same customer, seen from ours. CALs that were moved once must not be moved again from where they came, under
/// whatever names it is asked for: docs/architecture.md has the rule.
/// </summary>
public sealed class Rivals(Migration ours, IReadOnlyList<Rival> all)
{
    /// <summary>What they mean for the lines of a plan; of each finding the first, which names one of them.</summary>
    public IReadOnlyList<Finding> Check(IReadOnlyList<PlannedLine> lines) =>
        [.. lines.SelectMany(Check).DistinctBy(static f => (f.Id, f.Severity))];

    private IEnumerable<Finding> Check(PlannedLine line)
    {
        foreach (var rival in all)
        {
            foreach (var theirs in rival.Migration.Lines.Where(t => IsMoved(t) || !rival.Migration.IsClosed))
            {
                if (rival.Source == Likeness.Same ? IsSamePack(line, rival.Migration, theirs) : IsSameCode(line, rival, theirs))
                    yield return IsMoved(theirs) ? Catalogue.AlreadyImported(Source, IdOf(rival)) : Catalogue.Overlap(Source, IdOf(rival));
                else if (MayBeSame(line, rival, theirs))
                    yield return Catalogue.MaybeSame(Source, IdOf(rival), line.Kind, line.Cals, rival.Source == Likeness.Unknown);
            }
        }
    }

    private string Source => ours.Request.Source.Key.Value;

    private static string IdOf(Rival rival) => rival.Migration.Request.Id.Value;

    private static bool IsMoved(LineProgress line) => line.IsImported || line.Rows.Count > 0;

    // While theirs is open an import may still remove the whole kind. Once it has closed, rows tell its packs from later ones: but only
    // where both have read them.
    private bool IsSamePack(PlannedLine line, Migration other, LineProgress theirs)
    {
        if (line.Operation == theirs.Line.Operation || HasSameCode(line, other, theirs))
            return true;
        if (!IsSameKind(line, theirs))
            return false;
        var covered = CoveredBy(other, theirs);
        return !other.IsClosed || line.Covers.Count == 0 || covered.Count == 0 || line.Covers.Any(p => covered.Any(p.IsSameRow));
    }

    // A code stands for one pack, wherever it lies: it goes on from where it was brought last, and from nowhere else.
    private bool IsSameCode(PlannedLine line, Rival rival, LineProgress theirs)
    {
        if (!HasSameCode(line, rival.Migration, theirs))
            return false;
        if (!IsMoved(theirs))
            return true;
        var last = all.SelectMany(static r => r.Migration.Lines.Where(IsMoved).Select(l => (Rival: r, Line: l)))
            .Where(m => HasSameCode(line, m.Rival.Migration, m.Line)).MaxBy(static m => m.Line.JudgedAt);
        return !last.Rival.LeadsHere;
    }

    // Of a source that could not be read the purchase may be all there is to know.
    private bool MayBeSame(PlannedLine line, Rival rival, LineProgress theirs) =>
        rival is { Source: Likeness.Unknown or Likeness.ProbablyOther, LeadsHere: false }
        && (line.Covers.Count == 0 || CoveredBy(rival.Migration, theirs).Count == 0)
        && IsSameKind(line, theirs) && line.Cals == theirs.Line.Cals
        && NumberOf(ours, line) is { } number && number.Equals(NumberOf(rival.Migration, theirs.Line));

    private static IReadOnlyList<LicenseKeyPack> CoveredBy(Migration other, LineProgress theirs) =>
        other.Covered(theirs.Line.Number) is { Count: > 0 } covered ? covered : theirs.Line.Covers;

    private static bool IsSameKind(PlannedLine line, LineProgress theirs) => line.Kind.IsSameOnServer(theirs.Line.Kind);

    private bool HasSameCode(PlannedLine line, Migration other, LineProgress theirs) =>
        CodeOf(ours, line) is { } code && code.Equals(CodeOf(other, theirs.Line));

    private static Secret? CodeOf(Migration migration, PlannedLine line) =>
        line.Code is { } place && migration.Codes.TryGetValue(line.Purchase, out var codes) ? codes.ElementAtOrDefault(place) : null;

    private static Secret? NumberOf(Migration migration, PlannedLine line) => migration.Request.Purchase(line.Purchase).FullNumber;
}
