using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine;

namespace Embedded.CrashHost;

/// <summary>The orchestrations: one of each kind of waiting. Every effect has a key that its orchestrator made.</summary>
internal sealed class HostTasks(HostFiles files) : ITaskRunner
{
    private static readonly Dictionary<string, Func<TaskOrchestrationContext, Task<string>>> Orchestrators = new()
    {
        ["Chain"] = static async context =>
            $"{await EffectAsync(context, "chain-1")} {await EffectAsync(context, "chain-2")} {await EffectAsync(context, "chain-3")}",
        ["FanOut"] = static async context =>
            string.Join(' ', await Task.WhenAll(Enumerable.Range(1, 4).Select(n => EffectAsync(context, $"fan-{n}")))),
        ["Timer"] = static async context =>
        {
            var before = await EffectAsync(context, "timer-before");
            await context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
            return $"{before} {await EffectAsync(context, "timer-after")}";
        },
        ["Event"] = static async context =>
        {
            var first = await context.WaitForExternalEvent<string>("go");
            return $"{first} {await EffectAsync(context, "event")} {await context.WaitForExternalEvent<string>("on")}";
        },
        ["Parent"] = static async context =>
            await context.CallSubOrchestratorAsync<string>("Child", new SubOrchestrationOptions(instanceId: "Child")),
        ["Child"] = static async context => await EffectAsync(context, "child"),
        ["Anew"] = static async context =>
        {
            var round = context.GetInput<int>();
            var done = await EffectAsync(context, $"anew-{round}");
            if (round < 2)
                context.ContinueAsNew(round + 1);
            return done;
        },
        ["Retry"] = static async context =>
        {
            try
            {
                var thrice = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(10)));
                return await EffectAsync(context, "retry", "Fail", thrice);
            }
            catch (TaskFailedException)
            {
                return "given up";
            }
        },
    };

    /// <summary>Instances that are started from outside, called like their orchestrators.</summary>
    public static IReadOnlyList<string> Started { get; } = [.. Orchestrators.Keys.Except(["Child"])];

    /// <summary>What is raised to the instance "Event"; the payload is the name.</summary>
    public static IReadOnlyList<string> Events { get; } = ["go", "on"];

    public bool HasOrchestrator(string name) => Orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => name is "Effect" or "Fail";

    public async Task<string?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) =>
        Payload.Write(await Orchestrators[name](context));

    public Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellation)
    {
        var (step, key) = Payload.Read<Effect>(input)!;
        files.Affect(step, key);
        return name == "Effect" ? Task.FromResult(Payload.Write(step)) : throw new InvalidOperationException("As it always does.");
    }

    private static Task<string> EffectAsync(
        TaskOrchestrationContext context, string step, string activity = "Effect", TaskOptions? options = null) =>
        context.CallActivityAsync<string>(activity, new Effect(step, context.NewGuid()), options);

    private sealed record Effect(string Step, Guid Key);
}
