using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Domain.Purchases;

namespace RdsCalOrchestrator.Domain.Migrations.Planning;

/// <summary>Verify connection method, as a function of what was read: lines, methods and findings. Changes nothing and reads no clock.</summary>
public static class Preflight
{
    /// <param name="source">Null when it could not be read; then <paramref name="sourceProblem"/> says why, if it was tried.</param>
    /// <param name="codes">Retail codes by purchase, as hashes; a purchase without its codes is blocked.</param>
    /// <param name="rivals">Other migrations that may move the same packs.</param>
    /// <param name="unread">What is known of servers that were not read.</param>
    public static MigrationPlan Check(
        MigrationRequest request,
        ServerReading? source,
        Finding? sourceProblem,
        ServerReading? target,
        Finding? targetProblem,
        IReadOnlyDictionary<string, IReadOnlyList<string>> codes,
        Rivals rivals,
        DateOnly today,
        params IEnumerable<Finding> unread)
    {
        List<Finding> findings = [.. unread];
        var state = SettleSourceState(request, source, sourceProblem, findings);
        if (target is null)
        {
            findings.Add(targetProblem ?? Catalogue.ProviderUnusable(request.Target.Key.Value, "did not answer completely"));
            return new MigrationPlan(PlanHash.Of(request, state, [], null, null, findings), state, [], source?.Identity, null, [], null, findings);
        }

        if (request.Source.Id is not null && request.Source.Id == request.Target.Id)
            findings.Add(Catalogue.SameServer(request.Target.Key.Value));
        var read = state == SourceState.Reachable ? source : null;
        ServerChecks.Check(request, read, target, findings);
        var lines = LinePlanner.Plan(request, read, target, codes, today, findings);
        findings.AddRange(rivals.Check(lines));
        PackChecks.Check(request, read, target, lines, today, findings);
        var activateFirst = ActivateFirst(request, target, lines, findings);
        PeopleChecks.Check(request, state, lines, activateFirst, findings);
        AssumptionChecks.Check(request, read, target, lines, activateFirst, findings);
        var mustStay = read is null ? [] : read.Packs.Where(p => !lines.Any(l => l.Covers.Any(c => c.RowId == p.RowId))).ToList();
        return new MigrationPlan(
            PlanHash.Of(request, state, lines, read?.Identity, target.Identity, findings), state, lines, read?.Identity, target.Identity,
            mustStay, activateFirst, findings);
    }

    private static SourceState SettleSourceState(MigrationRequest request, ServerReading? source, Finding? problem, List<Finding> findings)
    {
        var key = request.Source.Key.Value;
        switch (request.SourceState)
        {
            case SourceState.Detect when source is not null:
                return SourceState.Reachable;
            case SourceState.Detect when problem?.Id == Catalogue.ReadingChangedId:
                // It answers: it is no source that cannot be reached, and its packs must be known.
                findings.Add(problem);
                return SourceState.Unreachable;
            case SourceState.Detect:
                return request.Source.Channel == Channel.None ? SourceState.Gone : SourceState.Unreachable;
            case SourceState.Reachable when source is null:
                findings.Add(Catalogue.StateDiffers(key, "reachable", problem?.Sentence ?? "its packs could not be read."));
                return SourceState.Unreachable;
            default:
                return request.SourceState;
        }
    }

    private static ActivationWay? ActivateFirst(
        MigrationRequest request, ServerReading target, IReadOnlyList<PlannedLine> lines, List<Finding> findings)
    {
        if (target.Activation != 1)
            return null;
        // The target activates itself only where its lines go that way too; else the person who gets the IDs gets this one in the same visit.
        var way = target.Reaches443 == true && lines.Any(static l => l.Method == ConnectionMethod.Automatic)
            ? ActivationWay.Automatic
            : ActivationWay.LicenseServerId;
        findings.Add(Catalogue.NotActivated(request.Target.Key.Value, request.Policy.ActivationAllowed, way == ActivationWay.Automatic));
        return way;
    }
}
