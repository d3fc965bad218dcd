using System.Security.Cryptography;
using Embedded.Tests.Engine;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Histories;

/// <summary>Histories are read from the engine's file whether or not the engine runs, and the file is left as it was.</summary>
public sealed class HistoryReaderTests
{
    private readonly TestTasks _tasks = new TestTasks()
        .Activity("A", static input => input)
        .Orchestrator("Ends", static async context => await context.CallActivityAsync<string>("A", context.GetInput<string>()))
        .Orchestrator("Waits", static async context => await context.WaitForExternalEvent<string>("go"));

    [Fact]
    public async Task Instances_WhileTheEngineRuns_AreListedByName()
    {
        await using var engine = await EngineAsync();
        using var reader = new HistoryReader(engine.DataDirectory);
        Assert.Equal([("Ends", "Ends", "Completed"), ("Waits", "Waits", "Running")], reader.Instances());
        await engine.RaiseAsync("Waits", "go", "now");
        Assert.Equal("completed with \"now\"", reader.Find("Waits")!.End);
    }

    [Fact]
    public async Task History_OfAnInstance_IsItsRowsInOrder()
    {
        await using var engine = await EngineAsync();
        using var reader = new HistoryReader(engine.DataDirectory);
        var found = reader.Find("Ends")!;
        Assert.Equal(
            [
                EventKind.StepStarted, EventKind.ExecutionStarted, EventKind.ActivityScheduled,
                EventKind.StepStarted, EventKind.ActivityCompleted,
            ],
            found.Events.Select(static e => e.Kind));
        Assert.Equal("completed with \"input\"", found.End);
        Assert.Null(reader.Find("Nobody"));
    }

    [Fact]
    public async Task Files_OfAKilledEngine_AreLeftAsTheyAre()
    {
        await using var engine = await EngineAsync();
        await using var killed = engine.Killed();
        await killed.StopAsync();
        var before = Hashes(killed.DataDirectory);
        using (var reader = new HistoryReader(killed.DataDirectory))
            Assert.Equal("waits", reader.Find("Waits")!.End);
        Assert.Equal(before, Hashes(killed.DataDirectory));
    }

    [Fact]
    public void Directory_WithoutAFile_IsRefusedAndLeftEmpty()
    {
        using var directory = new TemporaryDirectory();
        var refused = Assert.Throws<EngineFileException>(() => new HistoryReader(directory.Path));
        Assert.Contains($"There is no engine's file '{Path.Combine(directory.Path, "engine.db")}'.", refused.Message);
        Assert.Empty(Directory.GetFiles(directory.Path));
    }

    [Fact]
    public void File_ThatIsNoDatabase_IsRefusedByItsName()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(Path.Combine(directory.Path, "engine.db"), new string('x', 4096));
        Assert.Contains("is damaged", Assert.Throws<EngineFileException>(() => new HistoryReader(directory.Path)).Message);
    }

    [Fact]
    public void File_OfAnOlderSchema_IsRefusedUntilTheProgramHasUpgradedIt()
    {
        using var directory = new TemporaryDirectory();
        File.Copy(
            Path.Combine(AppContext.BaseDirectory, "Upgrades", "Files", "schema-0001.db"), Path.Combine(directory.Path, "engine.db"));
        Assert.Contains("Start this version once", Assert.Throws<EngineFileException>(() => new HistoryReader(directory.Path)).Message);
        new EngineFile(directory.Path).Dispose();
        using var reader = new HistoryReader(directory.Path);
        Assert.NotEmpty(reader.Instances());
    }

    private async Task<TestEngine> EngineAsync()
    {
        var engine = await TestEngine.StartAsync(_tasks);
        await engine.RunAsync("Ends", "input");
        await engine.RunAsync("Waits");
        return engine;
    }

    // The index beside the log is SQLite's scratch, made anew by whoever opens the file.
    private static Dictionary<string, string> Hashes(string directory) =>
        Directory.GetFiles(directory).Where(static file => !file.EndsWith("-shm", StringComparison.Ordinal))
            .ToDictionary(static file => file, static file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
}
