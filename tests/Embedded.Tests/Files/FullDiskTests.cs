using Embedded.Tests.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Files;

/// <summary>A full disk is said, and what could not be written goes on with the first thing that can be, or at the next start.</summary>
public sealed class FullDiskTests
{
    private static readonly string Large = new('x', 300_000);

    private readonly TestTasks _tasks = new TestTasks()
        .Activity("Length", static text => text?.Length)
        .Orchestrator("Other", static async context => await context.WaitForExternalEvent<string>("go"))
        .Orchestrator("O", static async context =>
        {
            await context.WaitForExternalEvent<string>("go");
            return await context.CallActivityAsync<int>("Length", Large);
        });

    private int _runs;

    [Fact]
    public async Task Client_WhoseEventFindsNoRoom_IsToldAndSendsItAgainLater()
    {
        await using var engine = await TestEngine.StartAsync(_tasks);
        await engine.RunAsync("Other");
        engine.FillDisk();
        var refused = await Assert.ThrowsAsync<EngineFileException>(() => engine.RaiseAsync("Other", "go", Large));
        Assert.Equal(
            $"The engine's file '{engine.DataDirectory}/engine.db' cannot grow: the disk is full. Make room on it.", refused.Message);
        engine.MakeRoom();
        await engine.RaiseAsync("Other", "go", Large);
        Assert.Equal(Large, (await engine.GetAsync("Other")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Client_WhoseStartFindsNoRoom_IsToldAndNothingIsStarted()
    {
        await using var engine = await TestEngine.StartAsync(_tasks);
        engine.FillDisk();
        await Assert.ThrowsAsync<EngineFileException>(() => engine.StartInstanceAsync("Other", Large));
        Assert.Null(await engine.Client.GetInstanceAsync("Other", TestContext.Current.CancellationToken));
        engine.MakeRoom();
        Assert.True((await engine.RunAsync("Other", Large)).IsRunning);
    }

    [Fact]
    public async Task Step_ThatFindsNoRoom_IsParkedAndGoesOnWithTheNextMessageOfAnybody()
    {
        await using var engine = await ParkedStepAsync();
        Assert.Contains(engine.Logs.Lines, line => line.StartsWith("Error 113 O:", StringComparison.Ordinal) &&
            line.EndsWith($"'{engine.DataDirectory}/engine.db' cannot grow: the disk is full. Make room on it.", StringComparison.Ordinal));
        engine.MakeRoom();
        await engine.RaiseAsync("Other", "go");
        Assert.Equal(Large.Length, (await engine.GetAsync("O")).ReadOutputAs<int>());
        Assert.Empty(engine.Parked);
    }

    [Fact]
    public async Task Step_ThatFindsNoRoom_GoesOnAtTheNextStart()
    {
        await using var engine = await ParkedStepAsync();
        await engine.StartAgainAsync();
        await engine.IdleAsync();
        Assert.Equal(Large.Length, (await engine.GetAsync("O")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Step_ThatFindsNoRoomAgain_IsTriedOnceWithEachMessage()
    {
        await using var engine = await ParkedStepAsync();
        await engine.RaiseAsync("Other", "unheard");
        Assert.Equal(["O"], engine.Parked);
        Assert.InRange(engine.Logs.Lines.Count(static line => line.StartsWith("Error 113 O:", StringComparison.Ordinal)), 2, 3);
    }

    [Fact]
    public async Task Timer_ThatIsDueOnAFullDisk_IsNotLost()
    {
        _tasks.Orchestrator("O", static async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return await context.CallActivityAsync<int>("Length", Large);
        });
        await using var engine = await TestEngine.StartAsync(_tasks);
        await engine.RunAsync("Other");
        await engine.RunAsync("O");
        engine.FillDisk();
        await engine.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(["O"], engine.Parked);
        engine.MakeRoom();
        await engine.RaiseAsync("Other", "go");
        Assert.Equal(Large.Length, (await engine.GetAsync("O")).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task Result_ThatFindsNoRoom_IsKeptUntilItCanBeWrittenOrTheActivityRunsAgain(bool isStartedAgain, int runs)
    {
        await using var engine = await TestEngine.StartAsync(_tasks
            .Activity("Large", _ =>
            {
                _runs++;
                return Large;
            })
            .Orchestrator("O", static async context => (await context.CallActivityAsync<string>("Large")).Length));
        await engine.RunAsync("Other");
        engine.FillDisk();
        await engine.RunAsync("O");
        Assert.Equal(["O: result of Large #0"], engine.Parked);
        Assert.Contains(engine.Logs.Lines, static line => line.StartsWith("Error 122 O:", StringComparison.Ordinal));
        engine.MakeRoom();
        if (isStartedAgain)
            await engine.StartAgainAsync();
        await engine.RaiseAsync("Other", "go");
        Assert.Equal(Large.Length, (await engine.GetAsync("O")).ReadOutputAs<int>());
        Assert.Equal(runs, _runs);
    }

    [Fact]
    public async Task Steps_ThatWereParked_AllGoOnWithOneMessage()
    {
        await using var engine = await TestEngine.StartAsync(_tasks);
        await engine.RunAsync("Other");
        var many = Enumerable.Range(1, 20).Select(static n => $"O{n}").ToList();
        foreach (var id in many)
        {
            var options = new StartOrchestrationOptions(id);
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("O", null, options, TestContext.Current.CancellationToken);
        }

        await engine.IdleAsync();
        engine.FillDisk();
        foreach (var id in many)
            await engine.RaiseAsync(id, "go");
        Assert.Equal(many.Count, engine.Parked.Count);
        engine.MakeRoom();
        await engine.RaiseAsync("Other", "go");
        foreach (var id in many)
            Assert.Equal(Large.Length, (await engine.GetAsync(id)).ReadOutputAs<int>());
    }

    private async Task<TestEngine> ParkedStepAsync()
    {
        var engine = await TestEngine.StartAsync(_tasks);
        await engine.RunAsync("Other");
        await engine.RunAsync("O");
        engine.FillDisk();
        await engine.RaiseAsync("O", "go");
        Assert.Equal(["O"], engine.Parked);
        return engine;
    }
}
