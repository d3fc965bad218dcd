using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Crashes;

/// <summary>A process dies at a point; the next one brings everything to its end. The classes below run side by side.</summary>
public abstract class CrashTests
{
    private protected static async Task CrashAsync(EnginePoint point, int occurrence)
    {
        using var host = new HostProcess();
        Assert.True(await host.DieAtAsync(point, occurrence));
        await host.RunToItsEndAsync();
        HostOutcome.AssertComplete(host.Files);
    }
}

public sealed class StepCrashTests : CrashTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(20)]
    [InlineData(29)]
    public Task Process_ThatDiesBeforeACheckpointIsWritten_LosesNothing(int occurrence) => CrashAsync(EnginePoint.StepWriting, occurrence);

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(20)]
    [InlineData(29)]
    public Task Process_ThatDiesAfterACheckpointIsWritten_LosesNothing(int occurrence) => CrashAsync(EnginePoint.StepWritten, occurrence);

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(16)]
    public Task Process_ThatDiesWithAGroupHalfCommitted_LosesNothing(int occurrence) => CrashAsync(EnginePoint.Committing, occurrence);
}

public sealed class ActivityCrashTests : CrashTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(17)]
    public Task Process_ThatDiesBeforeAnActivity_LosesNothing(int occurrence) => CrashAsync(EnginePoint.ActivityStarting, occurrence);

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(17)]
    public Task Process_ThatDiesBeforeAResultIsWritten_RunsTheActivityAgainUnderItsKey(int occurrence) =>
        CrashAsync(EnginePoint.ActivityEnded, occurrence);

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(17)]
    public Task Process_ThatDiesAfterAResultIsWritten_LosesNothing(int occurrence) => CrashAsync(EnginePoint.ActivityWritten, occurrence);
}

public sealed class MessageCrashTests : CrashTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public Task Process_ThatDiesWhenATimerIsDue_LosesNothing(int occurrence) => CrashAsync(EnginePoint.TimerDue, occurrence);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public Task Process_ThatDiesBeforeAnEventIsWritten_LosesNothing(int occurrence) => CrashAsync(EnginePoint.EventArriving, occurrence);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public Task Process_ThatDiesAfterAnEventIsWritten_LosesNothing(int occurrence) => CrashAsync(EnginePoint.EventArrived, occurrence);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    public Task Process_ThatDiesBeforeAStartIsWritten_LosesNothing(int occurrence) => CrashAsync(EnginePoint.InstanceStarting, occurrence);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    public Task Process_ThatDiesAfterAStartIsWritten_LosesNothing(int occurrence) => CrashAsync(EnginePoint.InstanceStarted, occurrence);
}
