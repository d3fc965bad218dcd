using Microsoft.DurableTask;

namespace Embedded.Tests.Engine;

/// <summary>Code that was changed under a running instance fails it and names the step.</summary>
public abstract class ReplayDifferenceContract(bool isOnFile) : EngineContract(isOnFile)
{
    private const string TimerOfHistory = "timer until 2026-03-01T13:00:00.0000000+00:00";

    [Fact]
    public async Task Call_OfAnotherActivity_FailsTheInstance() =>
        Assert.Contains("step 0: the history has activity 'First', the code calls activity 'Second'.", await FailureOfAsync(
        static async context =>
        {
            await context.CallActivityAsync("Second");
            return null;
        }));

    [Fact]
    public async Task Call_OfAnotherKind_FailsTheInstance() =>
        Assert.Contains("step 0: the history has activity 'First', the code calls sub-orchestration 'First'.", await FailureOfAsync(
        static async context =>
        {
            await context.CallSubOrchestratorAsync("First");
            return null;
        }));

    [Fact]
    public async Task Timer_AtAnotherTime_FailsTheInstance() =>
        Assert.Contains($"step 1: the history has {TimerOfHistory}, the code calls timer until 2026-03-01T14:00", await FailureOfAsync(
            static context => CodeAsync(context, "First", TimeSpan.FromHours(2))));

    [Fact]
    public async Task Calls_FewerThanRecorded_FailTheInstance() =>
        Assert.Contains($"step 1: the history has {TimerOfHistory}, the code calls nothing.", await FailureOfAsync(
        static async context =>
        {
            await context.CallActivityAsync("First");
            return null;
        }));

    [Fact]
    public async Task Calls_MoreThanRecorded_FailTheInstance() =>
        Assert.Contains("step 2: the history has nothing, the code calls activity 'First'.", await FailureOfAsync(
        static async context =>
        {
            await context.CallActivityAsync("First");
            _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            await context.CallActivityAsync("First");
            return null;
        }));

    [Fact]
    public async Task Difference_TheOrchestratorCatches_FailsTheInstanceAllTheSame() =>
        Assert.Contains("step 0: the history has activity 'First'", await FailureOfAsync(
        static async context =>
        {
            try
            {
                await context.CallActivityAsync("Second");
            }
            catch (Exception)
            {
                await context.WaitForExternalEvent<object?>("another");
            }

            return null;
        }));

    [Fact]
    public async Task Name_ThatDiffersInCaseOnly_IsTheSame()
    {
        await using var engine = await WaitingAsync();
        engine.Tasks.Orchestrator("O", static context => CodeAsync(context, "FIRST", TimeSpan.FromHours(1)));
        await engine.RaiseAsync("O", "go");
        Assert.True((await engine.GetAsync("O")).IsRunning);
        await engine.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.True((await engine.GetAsync("O")).IsCompleted);
    }

    private async Task<string?> FailureOfAsync(Func<TaskOrchestrationContext, Task<object?>> changed)
    {
        await using var engine = await WaitingAsync();
        engine.Tasks.Orchestrator("O", changed);
        await engine.RaiseAsync("O", "go");
        return await engine.FailureAsync("O");
    }

    private async Task<TestEngine> WaitingAsync()
    {
        var engine = await StartAsync(new TestTasks()
            .Activity("First", static _ => null)
            .Orchestrator("O", static context => CodeAsync(context, "First", TimeSpan.FromHours(1))));
        await engine.RunAsync("O");
        return engine;
    }

    private static async Task<object?> CodeAsync(TaskOrchestrationContext context, string activity, TimeSpan wait)
    {
        await context.CallActivityAsync(activity);
        var timer = context.CreateTimer(wait, CancellationToken.None);
        await context.WaitForExternalEvent<object?>("go");
        await timer;
        return null;
    }
}

public sealed class ReplayDifferenceOnFileTests() : ReplayDifferenceContract(isOnFile: true);

public sealed class ReplayDifferenceInMemoryTests() : ReplayDifferenceContract(isOnFile: false);
