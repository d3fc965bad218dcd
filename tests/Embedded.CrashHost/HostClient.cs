using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Embedded.CrashHost;

/// <summary>Starts what has not been started, sends what it does not know to be sent, and waits for the end of all.</summary>
internal static class HostClient
{
    public static async Task RunAsync(DurableTaskClient client, HostFiles files)
    {
        foreach (var name in HostTasks.Started)
        {
            if (await client.GetInstanceAsync(name) is null)
                await client.ScheduleNewOrchestrationInstanceAsync(name, null, new StartOrchestrationOptions(name));
        }

        // Who sends an event and dies before it knows sends it again, as every client must.
        foreach (var name in HostTasks.Events.Except(files.Sent))
        {
            await client.RaiseEventAsync("Event", name, name);
            files.NoteSent(name);
        }

        foreach (var name in HostTasks.Started)
            await client.WaitForInstanceCompletionAsync(name);
    }
}
