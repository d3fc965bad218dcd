using Microsoft.Azure.Functions.Worker;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Takes the attempt, once: an instance that is started again after its end, or after a later attempt took over, does nothing.</summary>
public sealed class BeginAttempt(StepDecider steps)
{
    [Function(nameof(BeginAttempt))]
    public Task<NextStep> RunAsync([ActivityTrigger] Attempt attempt, CancellationToken cancellation) =>
        steps.DecideAsync(attempt, (migration, _) => Next(migration, attempt), cancellation);

    private static Decision Next(Migration migration, Attempt attempt) =>
        attempt.Number != migration.AttemptsRequested
            ? Decision.Finish(new MigrationEnd.Cancelled($"attempt {migration.AttemptsRequested}"))
            : Decision.GoOn.After(new KeyedEntry($"attempt/{attempt.Number}/begun", new Entry.AttemptBegun(attempt.Number)));
}
