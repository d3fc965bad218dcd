using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Crashes;

/// <summary>One crash after another: as long as each process gets something written, all of it ends.</summary>
public sealed class RepeatedCrashTests
{
    [Theory]
    [InlineData(nameof(EnginePoint.StepWritten))]
    [InlineData(nameof(EnginePoint.ActivityWritten))]
    public async Task Processes_ThatDieAtEveryFourthWrite_ComeToTheEnd(string point)
    {
        using var host = new HostProcess();
        var crashes = 0;
        while (await host.DieAtAsync(Enum.Parse<EnginePoint>(point), 4))
            crashes++;
        // What is written together may be passed by fewer processes.
        Assert.InRange(crashes, 2, 12);
        HostOutcome.AssertComplete(host.Files);
    }

    [Fact]
    public async Task Activity_WhoseProcessDiedTwiceBeforeItsResult_HappenedAgainUnderItsKey()
    {
        using var host = new HostProcess();
        for (var crash = 0; crash < 2; crash++)
            Assert.True(await host.DieAtAsync(EnginePoint.ActivityEnded, 1));
        await host.RunToItsEndAsync();
        HostOutcome.AssertComplete(host.Files);
        Assert.True(host.Files.Effects.Count >= 17 + 2);
    }
}
