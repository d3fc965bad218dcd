using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Engine;

public sealed class EngineFileTests
{
    [Fact]
    public async Task Directory_OfARunningEngine_IsRefusedToAnother()
    {
        await using var engine = await TestEngine.StartAsync(new TestTasks());
        var refused = Assert.Throws<EngineFileException>(() => new EngineFile(engine.DataDirectory));
        Assert.Equal(
            $"The engine directory '{engine.DataDirectory}' is used by another process. One process runs an engine directory.",
            refused.Message);
    }

    [Fact]
    public async Task Directory_OfAStoppedEngine_IsOpenedByAnother()
    {
        await using var engine = await TestEngine.StartAsync(new TestTasks());
        await engine.StopAsync();
        using var file = new EngineFile(engine.DataDirectory);
        Assert.Equal((long)EngineSchema.Scripts.Count, Pragma(file, "user_version"));
    }

    [Fact]
    public void File_IsWrittenAheadAndFlushedWithEveryCommit()
    {
        using var directory = new TemporaryDirectory();
        using var file = new EngineFile(Path.Combine(directory.Path, "made", "when", "missing"));
        Assert.Equal("wal", Pragma(file, "journal_mode"));
        Assert.Equal(2L, Pragma(file, "synchronous"));
        Assert.Equal((long)EngineSchema.Scripts.Count, Pragma(file, "user_version"));
    }

    private static object? Pragma(EngineFile file, string name)
    {
        using var command = file.Connection.CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return command.ExecuteScalar();
    }
}
