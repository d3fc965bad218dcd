using Microsoft.Azure.Functions.Worker;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Domain.Purchases;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Reads both servers and makes the plan; changes nothing.</summary>
public sealed class VerifyConnectionMethod(StepDecider steps, PackClaims claims, RetailCodes codes)
{
    [Function(nameof(VerifyConnectionMethod))]
    public Task<NextStep> RunAsync([ActivityTrigger] Attempt attempt, CancellationToken cancellation) =>
        steps.DecideAsync(attempt, async (migration, now) =>
        {
            if (UnreadCodes(migration) is { Count: > 0 } found)
                return Decision.Write(found);
            var rivals = await claims.RivalsOfAsync(migration, cancellation);
            return VerifyConnectionMethodStep.Next(migration, attempt, StepDecider.HashesOf(migration), rivals, now);
        }, cancellation);

    // Read once; from then on they are only in the journal, encrypted.
    private List<KeyedEntry> UnreadCodes(Migration migration) =>
    [
        .. from purchase in migration.Request.Purchases.OfType<Purchase.Retail>()
           where !migration.Codes.ContainsKey(purchase.Key)
           let read = codes.Read(purchase.CodesRef)
           where read.Count > 0
           select new KeyedEntry($"codes/{purchase.Key}", new Entry.CodesRead(purchase.Key, read)),
    ];
}
