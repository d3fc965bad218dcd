using Microsoft.Azure.Functions.Worker;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations.Steps;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Imports line by line, knowing which lines others have sent before; journals the obligation before the first one is sent.</summary>
public sealed class RunMigration(StepDecider steps, OtherMigrations others)
{
    [Function(nameof(RunMigration))]
    public Task<NextStep> RunAsync([ActivityTrigger] Attempt attempt, CancellationToken cancellation) =>
        steps.DecideAsync(
            attempt,
            async (migration, now) => await others.NoteAsync(migration, cancellation) ?? RunMigrationStep.Next(migration, attempt, now),
            cancellation);
}
