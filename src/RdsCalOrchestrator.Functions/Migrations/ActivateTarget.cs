using Microsoft.Azure.Functions.Worker;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations.Steps;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Activates a target that is not activated yet.</summary>
public sealed class ActivateTarget(StepDecider steps)
{
    [Function(nameof(ActivateTarget))]
    public Task<NextStep> RunAsync([ActivityTrigger] Attempt attempt, CancellationToken cancellation) =>
        steps.DecideAsync(attempt, (migration, _) => ActivateTargetStep.Next(migration, attempt), cancellation);
}
