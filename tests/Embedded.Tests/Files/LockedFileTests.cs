using Embedded.Tests.Engine;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Files;

/// <summary>Another program has the file locked: that is said, and nothing is lost when it lets go.</summary>
public sealed class LockedFileTests
{
    private static readonly DateTimeOffset Noon = TestEngine.Noon;

    [Fact]
    public void Store_WhoseFileIsLocked_SaysSoAndWritesWhenItIsNot()
    {
        using var directory = new TemporaryDirectory();
        using var file = new EngineFile(directory.Path, patience: 1);
        var store = file.Store;
        var start = new NewInstance("I", "O", "1.0", null, null);
        using (var other = Locking(directory.Path))
        {
            var refused = Assert.Throws<EngineFileException>(() => store.TryStart(start, "1", Noon));
            Assert.Equal(Locked(directory.Path), refused.Message);
        }

        Assert.True(store.TryStart(start, "1", Noon));
    }

    [Fact]
    public async Task Engine_WhoseFileIsLockedAtTheStart_SaysSoAndStartsWhenItIsNot()
    {
        await using var engine = await TestEngine.StartAsync(new TestTasks()
            .Orchestrator("O", static async context => await context.WaitForExternalEvent<string>("go")));
        await engine.RunAsync("O");
        await engine.StopAsync();
        using (var other = Locking(engine.DataDirectory))
        {
            var refused = Assert.Throws<EngineFileException>(() => new EngineFile(engine.DataDirectory, patience: 1));
            Assert.Equal(Locked(engine.DataDirectory), refused.Message);
        }

        await engine.StartAgainAsync();
        Assert.True((await engine.GetAsync("O")).IsRunning);
    }

    private static string Locked(string directory) =>
        $"The engine's file '{directory}/engine.db' is locked by another process. Close what has it open.";

    private static SqliteConnection Locking(string directory)
    {
        var connection = new SqliteConnection($"Data Source={directory}/engine.db;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        return connection;
    }
}
