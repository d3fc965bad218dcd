using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations.Planning;

namespace RdsCalOrchestrator.Domain.Migrations.Steps;

/// <summary>
/// The plan is approved before the first import, because an import may remove packs from a reachable source at once: it, not the clean-up,
/// is the point of no return.
/// </summary>
public static class ApproveStep
{
    /// <summary>How long a reading counts for a run. Source: estate and scripts, round trips.</summary>
    private static readonly TimeSpan ReadingCounts = TimeSpan.FromMinutes(60);

    public static Decision Next(
        Migration migration, Attempt attempt, IReadOnlyDictionary<string, IReadOnlyList<string>> codes, Rivals rivals, DateTimeOffset now)
    {
        if (migration.Owes)
            return Decision.GoOn;
        if (migration.CancelledBy is { } by)
            return Decision.Finish(new MigrationEnd.Cancelled(by));
        var plan = migration.Plan!;
        var blocked = plan.Findings.Concat(rivals.Check(plan.Lines)).Where(static f => f.Severity == Severity.Blocked).ToList();
        if (blocked.Count > 0)
            return Decision.Finish(new MigrationEnd.Blocked(blocked));
        if (migration.IsApproved && migration.Approval!.Value.At + migration.Request.Policy.ApprovalValidFor > now)
            return Decision.GoOn;
        var ask = migration.Asks.Values.LastOrDefault(a => a.Kind == AskKind.PlanApproval && a.Subject == plan.Hash && Counts(migration, a));
        return ask switch
        {
            { State: AskState.Submitted, Answer.Agrees: true } => Use(migration, attempt, ask, codes, rivals, now),
            { State: AskState.Submitted } => Decision.Finish(new MigrationEnd.Cancelled(ask.Answer!.Name)).After(Close(ask, AskState.Declined)),
            { State: AskState.Expired } => Decision.Finish(new MigrationEnd.Blocked(
                [Catalogue.AskUnanswered(migration.Request.Id.Value, "the plan's approval")])),
            _ => Decision.AskPeople(AskKind.PlanApproval),
        };
    }

    internal static bool Counts(Migration migration, Ask ask) => !ask.IsClosed || ask.OpenedAt >= migration.AttemptBegunAt;

    private static Decision Use(
        Migration migration, Attempt attempt, Ask ask, IReadOnlyDictionary<string, IReadOnlyList<string>> codes, Rivals rivals, DateTimeOffset now)
    {
        // The approval may be days old: read again, and if anything changed it is another plan and another question.
        var answeredAt = migration.AnsweredAt[ask.AnswerKey!];
        if (now - migration.PlannedAt > ReadingCounts)
        {
            var old = VerifyConnectionMethodStep.Sides(migration)
                .Where(side => migration.LatestRun(Script.Inspect, side, attempt.Number)!.NamedAt < answeredAt).ToList();
            return old.Count > 0
                ? Decision.Run([.. old.Select(static side => new PlannedRun(Script.Inspect, side))])
                : VerifyConnectionMethodStep.Plan(migration, attempt, $"planned/{attempt.Number}/{ask.Id}", codes, rivals, now);
        }

        return Decision.Write(new KeyedEntry($"approved/{ask.Id}", new Entry.Approved(migration.Plan!.Hash, ask.Id)), Close(ask, AskState.Accepted));
    }

    internal static KeyedEntry Close(Ask ask, AskState state) => new($"ask/{ask.Id}/closed", new Entry.AskClosed(ask.Id, state));
}
