using Microsoft.Azure.Functions.Worker;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations.Steps;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Has the plan approved and, with the approval, claims the source's packs until the migration is closed.</summary>
public sealed class Approve(StepDecider steps, PackClaims claims)
{
    [Function(nameof(Approve))]
    public async Task<NextStep> RunAsync([ActivityTrigger] Attempt attempt, CancellationToken cancellation)
    {
        var next = await steps.DecideAsync(attempt, async (migration, now) =>
        {
            var rivals = await claims.RivalsOfAsync(migration, cancellation);
            return ApproveStep.Next(migration, attempt, StepDecider.HashesOf(migration), rivals, now);
        }, cancellation);
        if (next.Do != Do.GoOn)
            return next;
        // The claim is a conditional append: of two migrations approved at once, one finds the other's and stops.
        return await claims.TakeAsync(attempt, cancellation) is { } overlap
            ? await steps.DecideAsync(attempt, (migration, _) => Decision.Stop(migration, overlap), cancellation)
            : next;
    }
}
