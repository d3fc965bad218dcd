using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace RdsCalOrchestrator.Functions;

/// <summary>Starts instances under ids of our own, so that starting twice is starting once as long as it runs.</summary>
internal static class Instances
{
    /// <summary>False when one of that id runs: that is what was wanted.</summary>
    internal static async Task<bool> TryStartAsync(
        this DurableTaskClient client, string orchestrator, object input, string instanceId, CancellationToken cancellation)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(instanceId), cancellation);
            return true;
        }
        catch (DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException)
        {
            return false;
        }
    }
}
