using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations.Planning;

namespace RdsCalOrchestrator.Domain.Migrations.Steps;

/// <summary>Activates a target that is not: by itself, or with the license server ID that a person brings.</summary>
public static class ActivateTargetStep
{
    public static Decision Next(Migration migration, Attempt attempt)
    {
        var target = migration.LatestReading(Side.Target);
        if (migration.Owes || target is { IsActivated: true })
            return Decision.GoOn;
        if (migration.CancelledBy is { } by)
            return Decision.Finish(new MigrationEnd.Cancelled(by));
        var run = migration.LatestRun(Script.Activate, Side.Target, attempt.Number);
        if (run is { Answered.Frame: FrameOutcome.Ok })
            return AfterRun(migration, run, attempt);
        if (run is not null && RunProblems.Of(migration, run) is { } problem)
            return Decision.Stop(migration, problem);
        var operation = OperationIds.ForActivation(target?.Identity.ProductId ?? migration.Request.Target.Key.Value, 0);
        return migration.Plan!.ActivateFirst == ActivationWay.Automatic
            ? Decision.Run(new PlannedRun(Script.Activate, Side.Target, new RunLine(0, operation, null, false)))
            : ById(migration, operation);
    }

    private static Decision AfterRun(Migration migration, RunRecord run, Attempt attempt)
    {
        var operation = run.Named.Lines[0].Operation;
        if (State(run) is "Activated" or "AlreadyActive")
        {
            // The new license server ID is what key pack IDs are bound to: read it from the server, and close the question that brought it.
            var used = migration.Asks.Values.Where(static a => a is { Kind: AskKind.LicenseServerId, State: AskState.Submitted });
            var read = VerifyStep.ReadSince(migration, attempt, run.EndedAt!.Value, [Side.Target])
                ?? Decision.Stop(migration, Catalogue.NotActivatedAfterAll(migration.Request.Target.Key.Value));
            return read.After([.. used.Select(static a => ApproveStep.Close(a, AskState.Accepted))]);
        }

        var ask = migration.Asks.Values.LastOrDefault(a =>
            a.Kind == AskKind.LicenseServerId && a.AnswerKey is { } key && key == run.Named.Lines[0].AnswerKey);
        if (ask is { State: AskState.Submitted } && ask.AnswerKey == run.Named.Lines[0].AnswerKey)
        {
            var why = Catalogue.Refused(migration.Request.Target.Key.Value, "ActivateServer", "");
            return ask.Refusals.Count + 1 >= migration.Request.Policy.AskAttempts
                ? Decision.Finish(new MigrationEnd.Blocked([Catalogue.ActivationRefused(migration.Request.Target.Key.Value)]))
                    .After(ApproveStep.Close(ask, AskState.Cancelled))
                : Decision.Write(new KeyedEntry($"{ask.AnswerKey}/refused", new Entry.AnswerRefused(ask.Id, why)));
        }

        if (migration.Plan!.ActivateFirst == ActivationWay.Automatic && migration.Request.Policy.Fallback is null)
            return Decision.Finish(new MigrationEnd.Blocked([Catalogue.ActivationRefused(migration.Request.Target.Key.Value)]));
        return ById(migration, operation);
    }

    private static Decision ById(Migration migration, OperationId operation)
    {
        var ask = migration.Asks.Values.LastOrDefault(a => a.Kind == AskKind.LicenseServerId && ApproveStep.Counts(migration, a));
        return ask switch
        {
            { State: AskState.Submitted } =>
                Decision.Run(new PlannedRun(Script.Activate, Side.Target, new RunLine(0, operation, ask.AnswerKey, false))),
            { State: AskState.Expired } => Decision.Finish(new MigrationEnd.Blocked(
                [Catalogue.AskUnanswered(migration.Request.Target.Key.Value, "the license server ID")])),
            _ => Decision.AskPeople(AskKind.LicenseServerId),
        };
    }

    private static string State(RunRecord run) => run.Answered!.Result.TryGetProperty("state", out var state) ? state.GetString() ?? "" : "";
}
