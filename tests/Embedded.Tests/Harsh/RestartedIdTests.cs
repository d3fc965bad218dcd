using DurableTask.Core.Exceptions;
using Embedded.Tests.Engine;

namespace Embedded.Tests.Harsh;

/// <summary>functions-host §2 row 10: an id that has ended runs again, one that has not is refused.</summary>
public sealed class RestartedIdTests
{
    [Fact]
    public async Task Id_ThatHasEnded_RunsAgain()
    {
        var runs = 0;
        await using var engine = await TestEngine.StartAsync(
            new TestTasks().Orchestrator("O", context => Task.FromResult<object?>(context.IsReplaying ? null : ++runs)), harsh: 1);
        await engine.RunAsync("O");
        await engine.EndAsync("O");
        var before = runs;
        await engine.RunAsync("O");
        await engine.EndAsync("O");
        Assert.True(before > 0 && runs > before, $"{before}, then {runs}");
    }

    [Fact]
    public async Task Id_WhoseStartIsHeld_IsRefused()
    {
        await using var engine = await TestEngine.StartAsync(
            new TestTasks().Orchestrator("O", static _ => Task.FromResult<object?>(null)),
            Unkind.Seed(static harsh => harsh.HeldUntil("O") is not null));
        await engine.StartInstanceAsync("O");
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.StartInstanceAsync("O"));
    }
}
