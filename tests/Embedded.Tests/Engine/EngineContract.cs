namespace Embedded.Tests.Engine;

/// <summary>What the engine keeps to. Each case runs on a file and in memory; the classes below it name the property.</summary>
public abstract class EngineContract(bool isOnFile)
{
    private protected Task<TestEngine> StartAsync(TestTasks tasks) => TestEngine.StartAsync(tasks, isOnFile: isOnFile);
}
