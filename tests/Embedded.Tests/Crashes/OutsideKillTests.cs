using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Crashes;

/// <summary>SIGKILL from outside, while one thread stands at a point and the others go on.</summary>
public sealed class OutsideKillTests
{
    [Theory]
    [InlineData(nameof(EnginePoint.StepWriting), 12)]
    [InlineData(nameof(EnginePoint.StepWritten), 12)]
    [InlineData(nameof(EnginePoint.ActivityEnded), 6)]
    [InlineData(nameof(EnginePoint.TimerDue), 1)]
    [InlineData(nameof(EnginePoint.EventArrived), 1)]
    public async Task Process_KilledFromOutside_LosesNothing(string point, int occurrence)
    {
        using var host = new HostProcess();
        await host.KillAtAsync(Enum.Parse<EnginePoint>(point), occurrence);
        await host.RunToItsEndAsync();
        HostOutcome.AssertComplete(host.Files);
    }

    [Fact]
    public async Task Process_ThatNobodyKills_DoesEverythingOnce()
    {
        using var host = new HostProcess();
        await host.RunToItsEndAsync();
        HostOutcome.AssertComplete(host.Files);
        Assert.Equal(17, host.Files.Effects.Count);
    }
}
