using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using RdsCalOrchestrator.Domain.Migrations;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>
/// One script on one server with at most one effect; its result is left in the journal. A run without an answer is followed by others,
/// each of which reads the receipt on the server before anything else.
/// </summary>
public static class RunScript
{
    [Function(nameof(RunScript))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var run = context.GetInput<Run>();
        while (run is not null)
        {
            var seen = await context.CallActivityAsync<Sighting>(nameof(StartScript), run);
            while (!seen.HasEnded)
            {
                // Throttled, not started yet, busy or still running: the activity says when to look again.
                await context.CreateTimer(seen.LookAgainAt!.Value, CancellationToken.None);
                seen = await context.CallActivityAsync<Sighting>(seen.IsAccepted ? nameof(ReadScript) : nameof(StartScript), run);
            }

            await context.CallActivityAsync(nameof(DeleteRunCommand), run);
            var next = await context.CallActivityAsync<FollowingRun>(nameof(FollowScript), run);
            if (next.At is { } at)
                await context.CreateTimer(at, CancellationToken.None);
            run = next.Run;
        }
    }
}
