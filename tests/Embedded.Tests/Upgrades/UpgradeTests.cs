using System.Collections.Concurrent;
using Embedded.Tests.Engine;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Upgrades;

/// <summary>What an older build has begun, on a file of its schema, goes on under this one and comes to the right end.</summary>
public sealed class UpgradeTests
{
    private static readonly Dictionary<string, string> Outputs = new()
    {
        ["Event"] = "1.0 of go",
        ["Timer"] = "1.0 2026-03-31",
        ["Interrupted"] = "1.0 in again",
        ["Answered"] = "1.0 in of the older build",
        ["Parent"] = "1.0 in of go",
        ["Child"] = "in of go",
        ["Later"] = "1.0 kept",
        ["Completed"] = "1.0 done",
        ["Anew"] = "1.0 kept of go",
    };

    private readonly ConcurrentQueue<string> _activities = new();

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "schema-*.db").Select(static f => Path.GetFileName(f))];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Upgrades", "Files");

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Instances_ThatAnOlderBuildBegan_FinishUnderThisOne(string file)
    {
        await using var engine = await OpenAsync(file);
        await engine.IdleAsync();
        foreach (var id in new[] { "Event", "Timer", "Parent", "Child", "Anew" })
            Assert.True((await engine.GetAsync(id)).IsRunning, id);
        foreach (var id in new[] { "Event", "Child", "Anew" })
            await engine.RaiseAsync(id, "go", "of go");
        await engine.AdvanceAsync(TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.GetAsync("Later")).RuntimeStatus);
        await engine.AdvanceAsync(TimeSpan.FromTicks(1));
        Assert.Equal("1.0 kept", (await engine.GetAsync("Later")).ReadOutputAs<string>());
        await engine.AdvanceAsync(TimeSpan.FromDays(29));
        foreach (var (id, output) in Outputs)
            Assert.Equal(output, (await engine.GetAsync(id)).ReadOutputAs<string>());
        Assert.Equal("no luck", await engine.FailureAsync("Failed"));
        Assert.Equal(["Interrupted"], _activities);
        Assert.Null(engine.NextTimerDue);
        Assert.DoesNotContain(engine.Logs.Lines, static line => line.StartsWith("Error ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_OfAnOlderSchema_IsOfTheNewestAfterwardsAndStartsNewInstances(string file)
    {
        await using var engine = await OpenAsync(file);
        Assert.Equal($"{EngineSchema.Scripts.Count}", Assert.Single(engine.Rows("PRAGMA user_version")));
        Assert.Equal("2.0 done", (await engine.RunAsync("Completed")).ReadOutputAs<string>());
        await engine.StartAgainAsync("2.0");
        Assert.Equal("2.0 done", (await engine.GetAsync("Completed")).ReadOutputAs<string>());
    }

    [Fact]
    public void Files_ThereIsOneOfEverySchemaBeforeTheNewest()
    {
        var older = Enumerable.Range(1, Math.Max(1, EngineSchema.Scripts.Count - 1));
        Assert.Equal(older.Select(static n => $"schema-{n:D4}.db"), Files.Select(static f => f.Data).Order().Take(older.Count()));
    }

    private Task<TestEngine> OpenAsync(string file) => TestEngine.StartOnAsync(
        Path.Combine(Folder, file),
        UpgradeTasks.Orchestrations().Activity("Interrupted", Ran("Interrupted")).Activity("Answered", Ran("Answered")),
        "2.0");

    private Func<string?, object?> Ran(string activity) => input =>
    {
        _activities.Enqueue(activity);
        return $"{input} again";
    };
}
