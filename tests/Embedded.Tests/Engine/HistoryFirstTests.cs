namespace Embedded.Tests.Engine;

/// <summary>What is to happen is in the file before it happens, so that a kill in between loses nothing.</summary>
public sealed class HistoryFirstTests
{
    private readonly TestTasks _tasks = new TestTasks()
        .Orchestrator("O", static async context => await context.CallActivityAsync<string>("A", "input"));

    [Fact]
    public async Task Activity_WhenItRuns_IsInTheHistoryAndAmongTheWork()
    {
        IReadOnlyList<string> seen = [];
        await using var engine = await TestEngine.StartAsync(_tasks);
        _tasks.Activity("A", _ =>
        {
            seen =
            [
                .. engine.Rows("SELECT kind, task, name FROM history WHERE kind = 'ActivityScheduled'"),
                .. engine.Rows("SELECT task, name FROM activity"),
            ];
            return null;
        });
        await engine.RunAsync("O");
        Assert.Equal(["ActivityScheduled 0 A", "0 A"], seen);
    }

    [Fact]
    public async Task Activity_KilledWhileItRuns_RunsAgainWithItsInput()
    {
        TestEngine? next = null;
        await using var engine = await TestEngine.StartAsync(_tasks);
        _tasks.Activity("A", input =>
        {
            _tasks.Activity("A", static again => $"{again} again");
            next = engine.Killed();
            return input;
        });
        await engine.RunAsync("O");
        await using var afterKill = next!;
        await afterKill.OpenAsync();
        await afterKill.IdleAsync();
        Assert.Equal("input again", (await afterKill.GetAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Step_KilledBeforeItIsWritten_IsDoneAfterwards()
    {
        TestEngine? next = null;
        await using var engine = await TestEngine.StartAsync(_tasks.Activity("A", static input => input));
        _tasks.Orchestrator("O", context =>
        {
            next ??= engine.Killed();
            return Task.FromResult<object?>("done");
        });
        await engine.RunAsync("O");
        await using var afterKill = next!;
        await afterKill.OpenAsync();
        await afterKill.IdleAsync();
        Assert.Equal("done", (await afterKill.GetAsync("O")).ReadOutputAs<string>());
    }
}
