using Microsoft.Azure.Functions.Worker;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations.Steps;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Imports line by line; journals the obligation before the first one is sent.</summary>
public sealed class RunMigration(StepDecider steps)
{
    [Function(nameof(RunMigration))]
    public Task<NextStep> RunAsync([ActivityTrigger] Attempt attempt, CancellationToken cancellation) =>
        steps.DecideAsync(attempt, (migration, now) => RunMigrationStep.Next(migration, attempt, now), cancellation);
}
