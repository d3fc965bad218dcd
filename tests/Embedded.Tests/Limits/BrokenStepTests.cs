using Embedded.Tests.Engine;
using Microsoft.Data.Sqlite;

namespace Embedded.Tests.Limits;

/// <summary>A step that breaks the engine is logged and tried with each message of its instance, and holds nobody else up.</summary>
public sealed class BrokenStepTests
{
    private readonly TestTasks _tasks = new TestTasks()
        .Orchestrator("Other", static async context => await context.WaitForExternalEvent<string>("go"))
        .Orchestrator("O", static async context => await context.WaitForExternalEvent<string>("go"));

    [Fact]
    public async Task Step_WhoseHistoryCannotBeRead_IsLoggedOnceAMessageAndNobodyElseWaits()
    {
        await using var engine = await BrokenAsync();
        Assert.Equal(1, Breaks(engine));
        await engine.RaiseAsync("Other", "go", "gone");
        Assert.Equal("gone", (await engine.GetAsync("Other")).ReadOutputAs<string>());
        await engine.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(1, Breaks(engine));
        await engine.RaiseAsync("O", "more");
        Assert.Equal(2, Breaks(engine));
        Assert.True((await engine.GetAsync("O")).IsRunning);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Step_ThatIsMended_GoesOnWithTheNextMessageOrStart(bool isStartedAgain)
    {
        await using var engine = await BrokenAsync();
        Change(engine, "UPDATE history SET kind = 'ExecutionStarted' WHERE instance = 'O' AND kind = 'Nonsense'");
        if (isStartedAgain)
            await engine.StartAgainAsync();
        else
            await engine.RaiseAsync("O", "more");
        await engine.IdleAsync();
        Assert.Equal("first", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    private async Task<TestEngine> BrokenAsync()
    {
        var engine = await TestEngine.StartAsync(_tasks);
        await engine.RunAsync("Other");
        await engine.RunAsync("O");
        Change(engine, "UPDATE history SET kind = 'Nonsense' WHERE instance = 'O' AND kind = 'ExecutionStarted'");
        await engine.RaiseAsync("O", "go", "first");
        return engine;
    }

    private static int Breaks(TestEngine engine) =>
        engine.Logs.Lines.Count(static line => line.StartsWith("Error 110 O:", StringComparison.Ordinal));

    private static void Change(TestEngine engine, string text)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(engine.DataDirectory, "engine.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
