using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Functions.Asks;

namespace RdsCalOrchestrator.Functions.Batches;

/// <summary>A control loop: do what the policy says, wait for a nudge or a time, and begin anew. Migrations are instances of their own.</summary>
public static class RunBatch
{
    [Function(nameof(RunBatch))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var batch = context.GetInput<BatchId>()!;
        var next = await context.CallActivityAsync<BatchStep>(nameof(FollowBatch), batch);
        if (next.IsDone)
            return;
        using var awake = new CancellationTokenSource();
        await Task.WhenAny(context.WaitForExternalEvent<object?>(Nudge.Event), context.CreateTimer(next.LookAgainAt, awake.Token));
        awake.Cancel();
        context.ContinueAsNew(batch);
    }

    internal static string InstanceId(BatchId batch) => $"batch:{batch}";
}

/// <param name="LookAgainAt">UTC.</param>
public sealed record BatchStep(bool IsDone, DateTime LookAgainAt);
