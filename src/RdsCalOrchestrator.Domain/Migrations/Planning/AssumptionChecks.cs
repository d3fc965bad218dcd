using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Domain.Purchases;

namespace RdsCalOrchestrator.Domain.Migrations.Planning;

/// <summary>
/// On which unproven facts a plan relies; docs/assumptions.md has them all. Left out are those that are handled in either position
/// (A-EVENTS, A-REFUSAL-SHAPE, A-OUTPUT-BLOB), and A-BACKUP, since no backup is made.
/// </summary>
internal static class AssumptionChecks
{
    internal static void Check(
        MigrationRequest request, ServerReading? source, ServerReading target, IReadOnlyList<PlannedLine> lines,
        ActivationWay? activateFirst, List<Finding> findings)
    {
        var os = WindowsVersion.ShortName(target.OsBuild);
        var proven = request.Policy.Proven;
        List<string> unproven =
        [
            .. OfLines(request, source, lines).Concat(OfServers(source, target, activateFirst))
                .Where(a => !proven.Contains(a) && !proven.Contains($"{a}@{os}")),
        ];
        if (unproven.Count > 0 && lines.Count > 0)
            findings.Add(Catalogue.Unproven(request.Target.Key.Value, unproven, target.OsBuild, request.Policy.UnprovenBlocks));
    }

    private static IEnumerable<string> OfLines(MigrationRequest request, ServerReading? source, IReadOnlyList<PlannedLine> lines)
    {
        var isSourceKnown = source is not null || request.Source.LicenseServerId is not null || request.Source.ProductId is not null;
        yield return isSourceKnown ? "A-SOURCE-ID" : "A-DEAD-SOURCE";
        if (lines.Any(static l => l.IsRetail))
            yield return "A-RETAIL";
        if (lines.Any(static l => l.Method == ConnectionMethod.Automatic))
            yield return "A-443";
        if (lines.Any(static l => l.Method == ConnectionMethod.Telephone))
            yield return "A-PHONE";
        if (lines.Any(static l => l.Kind.Version >= CalVersion.V2022 && !l.IsRetail))
            yield return "A-VERSION-IDS";
        if (lines.Any(l => request.Purchase(l.Purchase).Program == LicenseProgram.Other))
            yield return "A-MPSA";
        if (lines.Any(static l => l.Kind.Type == CalType.Device && l.Covers.Any(static p => p.Issued > 0)))
            yield return "A-ISSUED";
    }

    private static IEnumerable<string> OfServers(ServerReading? source, ServerReading target, ActivationWay? activateFirst)
    {
        if (activateFirst == ActivationWay.Automatic)
            yield return "A-COUNTRY-NAMES";
        if (source is not null)
        {
            yield return "A-IMPORT-REMOVES";
            yield return "A-KIND-REMOVED";
            if (!source.InDomain || !target.InDomain)
                yield return "A-WORKGROUP";
        }

        if (!WindowsVersion.IsListedForRunCommand(target.OsBuild) || (source is not null && !WindowsVersion.IsListedForRunCommand(source.OsBuild)))
            yield return "A-OLD-OS";
    }
}
