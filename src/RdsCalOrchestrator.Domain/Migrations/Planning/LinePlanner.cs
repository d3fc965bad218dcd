using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Domain.Purchases;

namespace RdsCalOrchestrator.Domain.Migrations.Planning;

/// <summary>Turns the rows that were asked for into lines: which packs each stands for, by which method, under which operation ID.</summary>
internal static class LinePlanner
{
    internal static IReadOnlyList<PlannedLine> Plan(
        MigrationRequest request,
        ServerReading? source,
        ServerReading target,
        IReadOnlyDictionary<string, IReadOnlyList<string>> codes,
        DateOnly today,
        List<Finding> findings)
    {
        var lines = new List<PlannedLine>();
        foreach (var row in request.Lines.OrderBy(static l => l.Number))
        {
            if (SettleMethod(request, row, target, findings) is not { } method)
                continue;
            if (request.Purchase(row.Purchase) is Purchase.Retail retail)
                lines.AddRange(RetailLines(request, row, method, retail, source, codes, today, lines.Count, findings));
            else
                lines.Add(Line(request, row, method, source, Cover(request, row, source, lines, today, findings), lines.Count + 1));
        }

        return lines;
    }

    private static ConnectionMethod? SettleMethod(MigrationRequest request, RequestedLine row, ServerReading target, List<Finding> findings)
    {
        var server = request.Target.Key.Value;
        var unknown = request.SourceState is not (SourceState.Reachable or SourceState.Detect) && request.Source.LicenseServerId is null;
        if (row.Method is ConnectionMethod.Web or ConnectionMethod.Telephone)
        {
            if (unknown)
                findings.Add(Catalogue.SourceIdUnknown(request.Source.Key.Value, isBlocking: false));
            return row.Method;
        }

        if (target.Reaches443 == true)
        {
            if (unknown)
                findings.Add(Catalogue.SourceIdUnknown(request.Source.Key.Value, isBlocking: true));
            return ConnectionMethod.Automatic;
        }

        var fallback = row.Method == ConnectionMethod.Detect ? request.Policy.Fallback : null;
        findings.Add(Catalogue.ClearinghouseClosed(server, fallback?.ToString().ToLowerInvariant()));
        return fallback ?? row.Method;
    }

    private static IReadOnlyList<LicenseKeyPack> Cover(
        MigrationRequest request, RequestedLine row, ServerReading? source, List<PlannedLine> earlier, DateOnly today, List<Finding> findings)
    {
        if (source is null)
            return [];
        var name = request.Source.Key.Value;
        var type = ImportCalls.KeyPackType(request.Purchase(row.Purchase).Program);
        var free = source.Packs
            .Where(p => p.IsMovable(today) && p.Kind == row.Cals && !earlier.Any(l => l.Covers.Any(c => c.RowId == p.RowId))).ToList();
        var fitting = free.Where(p => p.KeyPackType == type).OrderBy(static p => p.RowId).ToList();
        if (fitting.Count == 0 && free.Count > 0)
        {
            findings.Add(Catalogue.ProgramDiffers(name, free[0].RowId, ImportCalls.ProgramWords(free[0].KeyPackType), row.Purchase));
            return [];
        }

        var total = fitting.Sum(static p => p.Total);
        var wanted = row.Quantity ?? total;
        var covers = TakeExactly(fitting, wanted);
        if (covers.Count == 0)
        {
            findings.Add(wanted < total && wanted > 0
                ? Catalogue.Partial(name, row.Cals, wanted, total)
                : Catalogue.CountDiffers(name, row.Cals, wanted, total, fitting.Count));
        }
        else if (covers.Count < fitting.Count && !OtherRowTakes(request, row, total - wanted))
        {
            findings.Add(Catalogue.Partial(name, row.Cals, wanted, total));
        }

        return covers;
    }

    // A kind split over purchases: the rest of it is another row's.
    private static bool OtherRowTakes(MigrationRequest request, RequestedLine row, long rest) =>
        request.Lines.Where(l => l.Number > row.Number && l.Cals == row.Cals).Sum(static l => (long)(l.Quantity ?? int.MaxValue)) >= rest;

    private static List<LicenseKeyPack> TakeExactly(List<LicenseKeyPack> packs, long wanted)
    {
        var taken = new List<LicenseKeyPack>();
        foreach (var pack in packs)
        {
            if (taken.Sum(static p => p.Total) + pack.Total <= wanted)
                taken.Add(pack);
        }

        return taken.Sum(static p => p.Total) == wanted ? taken : [];
    }

    private static IEnumerable<PlannedLine> RetailLines(
        MigrationRequest request,
        RequestedLine row,
        ConnectionMethod method,
        Purchase.Retail purchase,
        ServerReading? source,
        IReadOnlyDictionary<string, IReadOnlyList<string>> codes,
        DateOnly today,
        int before,
        List<Finding> findings)
    {
        if (!codes.TryGetValue(purchase.Key, out var known) || known.Count == 0)
        {
            findings.Add(Catalogue.PurchaseUnknown(purchase.Key, request.Source.Key.Value));
            yield break;
        }

        var packs = source?.Packs
            .Where(p => p.IsMovable(today) && p.Kind == row.Cals && p.KeyPackType == ImportCalls.KeyPackType(LicenseProgram.Retail))
            .OrderBy(static p => p.RowId).ToList();
        var found = packs?.Sum(static p => p.Total);
        if (packs is not null && (packs.Count != known.Count || (row.Quantity is { } wanted && wanted != found)))
            findings.Add(Catalogue.CountDiffers(request.Source.Key.Value, row.Cals, row.Quantity ?? known.Count, found!.Value, packs.Count));
        findings.Add(Catalogue.RetailOneUse(request.Target.Key.Value, known.Count));
        for (var code = 0; code < known.Count; code++)
        {
            var cals = packs is { Count: > 0 } && code < packs.Count ? packs[code].Total : Share(row.Quantity ?? 0, code, known.Count);
            var operation = OperationIds.ForLine(SourceName(request, source), row.Purchase, row.Cals, null, [], known[code]);
            // Every pack of the kind is covered by the codes together; which by which is known when the rows are there.
            yield return new PlannedLine(before + code + 1, operation, method, row.Purchase, row.Cals, null, cals, packs ?? [], code);
        }
    }

    // Nobody knows which code stands for how many; together they are what the row says.
    private static long Share(long quantity, int code, int codes) => (quantity * (code + 1) / codes) - (quantity * code / codes);

    private static PlannedLine Line(
        MigrationRequest request, RequestedLine row, ConnectionMethod method, ServerReading? source, IReadOnlyList<LicenseKeyPack> covers, int number)
    {
        var quantity = row.Quantity ?? (int)covers.Sum(static p => p.Total);
        var ordinal = request.Lines.Where(l => l.Purchase == row.Purchase && l.Cals == row.Cals && l.Quantity == row.Quantity)
            .TakeWhile(l => l.Number != row.Number).Count();
        var operation = OperationIds.ForLine(
            SourceName(request, source), row.Purchase, row.Cals, quantity, covers, covers.Count > 0 ? "" : ordinal.ToString());
        return new PlannedLine(number, operation, method, row.Purchase, row.Cals, quantity, quantity, covers, null);
    }

    // The estate's name for the source stands for it where nothing better was ever known; the same sort must be used every time.
    private static string SourceName(MigrationRequest request, ServerReading? source) =>
        source?.Identity.LicenseServerId?.Value ?? request.Source.LicenseServerId?.Value ?? request.Source.ProductId
        ?? $"{request.Customer}/{request.Source.Key}";
}
