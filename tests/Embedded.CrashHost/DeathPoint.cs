using Microsoft.DurableTask.Engine;

namespace Embedded.CrashHost;

/// <summary>Where the process ends: by its own hand, or held on the spot after a line on the console until somebody kills it.</summary>
internal sealed class DeathPoint(bool isHeld, EnginePoint point, int occurrence)
{
    private int _passed;

    public void Pass(EnginePoint passing)
    {
        if (passing != point || Interlocked.Increment(ref _passed) != occurrence)
            return;
        if (!isHeld)
            Environment.FailFast($"At {point}, number {occurrence}.");
        Console.WriteLine($"at {point}");
        using var never = new ManualResetEvent(false);
        never.WaitOne();
    }
}
