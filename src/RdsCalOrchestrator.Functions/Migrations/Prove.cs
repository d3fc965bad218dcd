using Microsoft.Azure.Functions.Worker;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations.Steps;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Does the arithmetic.</summary>
public sealed class Prove(StepDecider steps, OtherMigrations others)
{
    [Function(nameof(Prove))]
    public Task<NextStep> RunAsync([ActivityTrigger] Attempt attempt, CancellationToken cancellation) =>
        steps.DecideAsync(
            attempt,
            async (migration, now) => await others.NoteAsync(migration, cancellation) ?? ProveStep.Next(migration, attempt, now),
            cancellation);
}
