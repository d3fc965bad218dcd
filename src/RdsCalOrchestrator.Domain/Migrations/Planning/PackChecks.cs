using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations.Planning;

/// <summary>Do packs, purchases and servers fit together.</summary>
internal static class PackChecks
{
    internal static void Check(
        MigrationRequest request, ServerReading? source, ServerReading target, IReadOnlyList<PlannedLine> lines, DateOnly today,
        List<Finding> findings)
    {
        foreach (var kind in request.Lines.Select(static l => l.Cals).Distinct())
        {
            if (WindowsVersion.NewestCals(target.OsBuild) is { } newest && newest < kind.Version)
                findings.Add(Catalogue.CalNewerThanTarget(request.Target.Key.Value, target.OsBuild, kind));
        }

        foreach (var used in lines.GroupBy(static l => l.Purchase))
        {
            var sum = used.Sum(static l => l.Cals);
            if (request.Purchase(used.Key).Quantity is { } bought && sum > bought)
                findings.Add(Catalogue.EntitlementExceeded(used.Key, sum, bought));
        }

        foreach (var line in lines)
        {
            if (target.Packs.FirstOrDefault(p => p.IsMovable(today) && p.Kind == line.Kind && p.Total == line.Cals) is { } same)
                findings.Add(Catalogue.TargetHoldsSame(request.Target.Key.Value, line.Kind, same));
        }

        foreach (var pack in source?.Packs.Where(p => !p.IsMovable(today)) ?? [])
            findings.Add(Catalogue.LeftOut(request.Source.Key.Value, pack, WhyItStays(pack, today), pack.KeyPackType is 1 or 2 or 5));
    }

    private static string WhyItStays(LicenseKeyPack pack, DateOnly today) => pack.KeyPackType switch
    {
        6 => "it is built in",
        4 => "it is temporary",
        7 => "it counts over-use",
        3 => "it is of the concurrent kind",
        _ when pack.Kind is null => "it holds other licenses than user or device CALs",
        _ when pack.IsExpired(today) => $"it expired on {pack.Expires}",
        _ when pack.IsUnlimited => "it has no fixed count",
        _ => "it holds no CALs",
    };
}
