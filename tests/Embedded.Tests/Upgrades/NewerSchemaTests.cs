using Embedded.Tests.Engine;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Upgrades;

/// <summary>A file that a newer program has upgraded is not touched by an older one.</summary>
public sealed class NewerSchemaTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task File_OfANewerSchema_IsRefusedAndGoesOnUnderTheNewerProgram()
    {
        await using var engine = await TestEngine.StartAsync(new TestTasks()
            .Orchestrator("O", static async context => await context.WaitForExternalEvent<string>("go")));
        await engine.RunAsync("O");
        await engine.StopAsync();
        var file = Path.Combine(engine.DataDirectory, "engine.db");
        var (known, newer) = (EngineSchema.Scripts.Count, EngineSchema.Scripts.Count + 1);
        SetSchema(file, newer);
        var upgraded = await File.ReadAllBytesAsync(file, Cancellation);

        var refused = await Assert.ThrowsAsync<EngineFileException>(() => engine.StartAgainAsync());
        Assert.Equal(
            $"The engine's file '{file}' was upgraded by a newer version of this program and was left as it is: " +
            $"its schema is number {newer}, this version knows {known}. " +
            "Start the newer version again, or put back a copy of the file from before the upgrade.",
            refused.Message);
        Assert.Equal(upgraded, await File.ReadAllBytesAsync(file, Cancellation));

        SetSchema(file, known);
        await engine.StartAgainAsync();
        await engine.RaiseAsync("O", "go", "gone");
        Assert.Equal("gone", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    private static void SetSchema(string file, int number)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA user_version = {number}";
        command.ExecuteNonQuery();
    }
}
