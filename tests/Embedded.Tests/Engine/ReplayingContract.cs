using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Embedded.Tests.Engine;

/// <summary>Replayed code can tell what is new.</summary>
public abstract class ReplayingContract(bool isOnFile) : EngineContract(isOnFile)
{
    private readonly ConcurrentQueue<string> _seen = [];

    [Fact]
    public async Task IsReplaying_TellsWhatIsNewFromWhatIsGoneThroughAgain()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", async context =>
        {
            _seen.Enqueue($"began {context.IsReplaying}");
            await context.WaitForExternalEvent<object?>("go");
            _seen.Enqueue($"went {context.IsReplaying}");
            await context.WaitForExternalEvent<object?>("end");
            return null;
        }));
        await engine.RunAsync("O");
        await engine.RaiseAsync("O", "go");
        await engine.RaiseAsync("O", "end");
        Assert.Equal(["began False", "began True", "went False", "began True", "went True"], _seen);
    }

    [Fact]
    public async Task Logger_OfReplayedCode_SaysEachLineOnce()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static async context =>
        {
            var logger = context.CreateReplaySafeLogger("Replayed");
            logger.LogInformation("It began");
            await context.WaitForExternalEvent<object?>("go");
            logger.LogInformation("It went on");
            await context.WaitForExternalEvent<object?>("end");
            return null;
        }));
        await engine.RunAsync("O");
        await engine.RaiseAsync("O", "go");
        await engine.RaiseAsync("O", "end");
        Assert.Single(engine.Logs.Lines, static line => line.Contains("It began", StringComparison.Ordinal));
        Assert.Single(engine.Logs.Lines, static line => line.Contains("It went on", StringComparison.Ordinal));
    }
}

public sealed class ReplayingOnFileTests() : ReplayingContract(isOnFile: true);

public sealed class ReplayingInMemoryTests() : ReplayingContract(isOnFile: false);
