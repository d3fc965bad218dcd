using Embedded.Tests.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Histories;

/// <summary>A recorded history replays on the code it was recorded from, and says in words what changed code does otherwise.</summary>
public sealed class HistoryReplayTests
{
    private readonly TestTasks _tasks = new TestTasks()
        .Activity("First", static _ => "first")
        .Activity("Broken", static _ => throw new InvalidOperationException("It broke."))
        .Orchestrator("Child", static async context => await context.CallActivityAsync<string>("First"))
        .Orchestrator("O", CodeAsync);

    [Fact]
    public async Task History_OfTheSameCode_Replays()
    {
        await using var engine = await TestEngine.StartAsync(_tasks);
        await engine.RunAsync("O", "input");
        Assert.Null(DifferenceOf(Recorded(engine)));
        await engine.AdvanceAsync(TimeSpan.FromHours(1));
        await engine.RaiseAsync("O", "go", "löschen");
        var ended = Recorded(engine);
        Assert.Equal("completed with \"first It broke. löschen\"", ended.End);
        Assert.Null(DifferenceOf(ended));
    }

    [Fact]
    public async Task History_OfAFailure_ReplaysToTheSame()
    {
        _tasks.Orchestrator("O", static async context => await context.CallActivityAsync<string>("Broken"));
        var recorded = await RecordAsync();
        Assert.StartsWith("failed: ", recorded.End);
        Assert.Null(DifferenceOf(recorded));
    }

    [Fact]
    public async Task Code_ThatCallsSomethingElse_IsADifference() => AssertDiffers(
        await WaitingAsync(),
        static async context => await context.CallSubOrchestratorAsync<string>("Child"),
        """
        'O' (O, version 1.0) does not replay.
          The history waits
          The code    failed: The replay differs at step 0: the history has activity 'First', the code calls sub-orchestration 'Child'.
        """);

    [Fact]
    public async Task Code_ThatCallsMoreAfterTheEnd_IsADifference() => AssertDiffers(
        await CompletedAsync(),
        static async context =>
        {
            await context.CallActivityAsync<string>("First");
            return await context.CallActivityAsync<string>("Last");
        },
        "step 1: the history has nothing, the code calls activity 'Last'.");

    [Fact]
    public async Task Code_ThatFailsBeforeACall_IsADifferenceThatSaysWhy() => AssertDiffers(
        await CompletedAsync(),
        static _ => throw new InvalidOperationException("no such property"),
        "step 0: the history has activity 'First', the code calls nothing and fails: 'no such property'.");

    [Fact]
    public async Task Orchestrator_ThatIsGone_IsADifferenceThatSaysSo() => Assert.Contains(
        "fails: 'No orchestrator task named 'O' was found.'.",
        new HistoryReplay(new TestTasks()).DifferenceOf(await CompletedAsync()));

    [Fact]
    public async Task Code_ThatWaitsWhereTheHistoryEnds_IsADifference() => AssertDiffers(
        await CompletedAsync(),
        static async context =>
        {
            await context.CallActivityAsync<string>("First");
            return await context.WaitForExternalEvent<string>("go");
        },
        """
          The history completed with "first"
          The code    waits
        """);

    [Fact]
    public async Task Code_ThatEndsWhereTheHistoryWaits_IsADifference() => AssertDiffers(
        await WaitingAsync(),
        static async context => await context.CallActivityAsync<string>("First"),
        """
          The history waits
          The code    completed with "first"
        """);

    [Fact]
    public async Task Code_ThatEndsWithAnotherOutput_IsADifference() => AssertDiffers(
        await CompletedAsync(),
        static async context => $"{await context.CallActivityAsync<string>("First")} and last",
        "The code    completed with \"first and last\"");

    [Fact]
    public async Task Code_ThatContinuesAsNewWhereTheHistoryWaits_IsADifference() => AssertDiffers(
        await WaitingAsync(),
        static async context =>
        {
            await context.CallActivityAsync<string>("First");
            context.ContinueAsNew();
            return null;
        },
        "The code    continues as new");

    private static async Task<object?> CodeAsync(TaskOrchestrationContext context)
    {
        var first = await context.CallSubOrchestratorAsync<string>("Child");
        var broke = "";
        try
        {
            await context.CallActivityAsync("Broken", context.NewGuid());
        }
        catch (TaskFailedException failed)
        {
            broke = failed.FailureDetails.ErrorMessage;
        }

        var go = context.WaitForExternalEvent<string>("go");
        using var awake = new CancellationTokenSource();
        await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        await Task.WhenAny(go, context.CreateTimer(TimeSpan.FromHours(1), awake.Token));
        awake.Cancel();
        return $"{first} {broke} {await go}";
    }

    private Task<RecordedHistory> CompletedAsync()
    {
        _tasks.Orchestrator("O", static async context => await context.CallActivityAsync<string>("First"));
        return RecordAsync();
    }

    private Task<RecordedHistory> WaitingAsync()
    {
        _tasks.Orchestrator("O", static async context =>
        {
            await context.CallActivityAsync<string>("First");
            return await context.WaitForExternalEvent<string>("go");
        });
        return RecordAsync();
    }

    private async Task<RecordedHistory> RecordAsync()
    {
        await using var engine = await TestEngine.StartAsync(_tasks);
        await engine.RunAsync("O");
        return Recorded(engine);
    }

    // By way of its text, as every history that is replayed later.
    private static RecordedHistory Recorded(TestEngine engine)
    {
        using var reader = new HistoryReader(engine.DataDirectory);
        return RecordedHistory.Parse(reader.Find("O")!.ToJson());
    }

    private string? DifferenceOf(RecordedHistory recorded) => new HistoryReplay(_tasks).DifferenceOf(recorded);

    private void AssertDiffers(RecordedHistory recorded, Func<TaskOrchestrationContext, Task<object?>> changed, string how)
    {
        Assert.Null(DifferenceOf(recorded));
        _tasks.Orchestrator("O", changed);
        Assert.Contains(how, DifferenceOf(recorded));
    }
}
