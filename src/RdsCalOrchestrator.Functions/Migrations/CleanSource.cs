using Microsoft.Azure.Functions.Worker;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations.Steps;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Removes what the import left on the source, or has somebody attest that it never serves again.</summary>
public sealed class CleanSource(StepDecider steps, OtherMigrations others)
{
    [Function(nameof(CleanSource))]
    public Task<NextStep> RunAsync([ActivityTrigger] Attempt attempt, CancellationToken cancellation) =>
        steps.DecideAsync(
            attempt,
            async (migration, now) => await others.NoteAsync(migration, cancellation) ?? CleanSourceStep.Next(migration, attempt, now),
            cancellation);
}
