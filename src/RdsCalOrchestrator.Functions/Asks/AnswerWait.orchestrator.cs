using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace RdsCalOrchestrator.Functions.Asks;

/// <summary>Waits until an answer of one kind can be used, or nobody is asked any more. On every wake-up it looks into the journal.</summary>
public static class AnswerWait
{
    [Function(nameof(AnswerWait))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var asked = context.GetInput<AskedOf>()!;
        Task? nudge = null;
        while (true)
        {
            var asks = await context.CallActivityAsync<AskProgress>(nameof(FollowUpAsks), asked);
            if (asks.CanGoOn)
                return;
            // One waiter at a time, never cancelled: a cancelled one would swallow the next event.
            nudge ??= context.WaitForExternalEvent<object?>(Nudge.Event);
            using var awake = new CancellationTokenSource();
            await Task.WhenAny(nudge, context.CreateTimer(asks.LookAgainAt!.Value, awake.Token));
            awake.Cancel();
            if (nudge.IsCompleted)
                nudge = null;
        }
    }
}
