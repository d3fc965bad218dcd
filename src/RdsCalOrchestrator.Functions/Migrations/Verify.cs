using Microsoft.Azure.Functions.Worker;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations.Steps;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Reads both servers again after the import.</summary>
public sealed class Verify(StepDecider steps)
{
    [Function(nameof(Verify))]
    public Task<NextStep> RunAsync([ActivityTrigger] Attempt attempt, CancellationToken cancellation) =>
        steps.DecideAsync(attempt, (migration, _) => VerifyStep.Next(migration, attempt), cancellation);
}
