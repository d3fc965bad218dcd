using Embedded.Tests.Engine;
using Microsoft.DurableTask;

namespace Embedded.Tests.Upgrades;

/// <summary>
/// The orchestrations of the files that older builds left. Frozen like those: who wants another state adds an orchestration, and makes the
/// file of the next schema with it.
/// </summary>
internal static class UpgradeTasks
{
    public static TestTasks Orchestrations() => new TestTasks()
        .Orchestrator("Event", static async context => $"{context.Version} {await context.WaitForExternalEvent<string>("go")}")
        .Orchestrator("Timer", static async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(30), CancellationToken.None);
            return $"{context.Version} {context.CurrentUtcDateTime:yyyy-MM-dd}";
        })
        .Orchestrator("Interrupted", static async context =>
            $"{context.Version} {await context.CallActivityAsync<string>("Interrupted", "in")}")
        .Orchestrator("Answered", static async context =>
            $"{context.Version} {await context.CallActivityAsync<string>("Answered", "in")}")
        .Orchestrator("Parent", static async context =>
        {
            var options = new SubOrchestrationOptions(instanceId: "Child");
            return $"{context.Version} {await context.CallSubOrchestratorAsync<string>("Child", "in", options)}";
        })
        .Orchestrator("Child", static async context => $"{context.GetInput<string>()} {await context.WaitForExternalEvent<string>("go")}")
        .Orchestrator("Later", static async context => $"{context.Version} {await context.WaitForExternalEvent<string>("go")}")
        .Orchestrator("Completed", static context => Task.FromResult<object?>($"{context.Version} done"))
        .Orchestrator("Failed", static _ => throw new InvalidOperationException("no luck"))
        .Orchestrator("Anew", static async context =>
        {
            var round = context.GetInput<int>();
            if (round < 2)
            {
                await context.WaitForExternalEvent<object?>("next");
                context.ContinueAsNew(round + 1);
                return null;
            }

            var kept = await context.WaitForExternalEvent<string>("kept");
            return $"{context.Version} {kept} {await context.WaitForExternalEvent<string>("go")}";
        });
}
