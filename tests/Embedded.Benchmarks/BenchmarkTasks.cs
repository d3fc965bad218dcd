using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine;

namespace Embedded.Benchmarks;

/// <summary>Flows that do nothing but what is measured.</summary>
internal sealed class BenchmarkTasks : ITaskRunner
{
    public const string Sequence = "Sequence", Event = "Event", FanOut = "FanOut", Waiting = "Waiting", Nothing = "Nothing", Go = "go";

    private static readonly Dictionary<string, Func<TaskOrchestrationContext, Task<int>>> Orchestrators = new()
    {
        [Sequence] = static async context =>
        {
            var sum = 0;
            for (var i = 0; i < 5; i++)
                sum += await context.CallActivityAsync<int>(Nothing, i);
            return sum;
        },
        [Event] = static async context => await context.WaitForExternalEvent<int>(Go),
        [FanOut] = static async context =>
            (await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>()).Select(i => context.CallActivityAsync<int>(Nothing, i)))).Sum(),
        // As the app waits for a person: for an event, and for a timer in case it is lost.
        [Waiting] = static async context =>
        {
            using var done = new CancellationTokenSource();
            var answer = context.WaitForExternalEvent<int>(Go);
            await Task.WhenAny(answer, context.CreateTimer(TimeSpan.FromDays(30), done.Token));
            await done.CancelAsync();
            return await answer;
        },
    };

    public bool HasOrchestrator(string name) => Orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => name == Nothing;

    public async Task<string?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) =>
        Payload.Write(await Orchestrators[name](context));

    public Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellation) =>
        Task.FromResult(input);
}
