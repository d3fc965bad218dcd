using System.Collections.Concurrent;

namespace Embedded.Tests.Engine;

/// <summary>UUIDs of version 5 in the SDK's namespace, of "instance_time_counter"; the values were made by another program.</summary>
public abstract class ReplayGuidContract(bool isOnFile) : EngineContract(isOnFile)
{
    private const string First = "233fba5d-9a75-5f80-883e-d1c84b40039a";
    private const string Second = "c4936b2e-20bf-5d42-af8a-7fcca04eb149";
    private const string ThirdAnHourLater = "b3deefac-00b8-53f5-a7fe-4842061fe26e";

    [Fact]
    public async Task Guids_CountOnOverTheStepsAndAreTheSameInEveryReplay()
    {
        var seen = new ConcurrentQueue<Guid>();
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", async context =>
        {
            seen.Enqueue(context.NewGuid());
            seen.Enqueue(context.NewGuid());
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return context.NewGuid();
        }));
        await engine.RunAsync("O");
        await engine.StartAgainAsync();
        await engine.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal([First, Second, First, Second], seen.Select(static g => g.ToString()));
        Assert.Equal(ThirdAnHourLater, (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Child_WithoutAnIdOfItsOwn_GetsOneOfTheSameCounter()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Orchestrator("Child", static context => Task.FromResult<object?>(context.InstanceId))
            .Orchestrator("O", static async context => $"{context.NewGuid()} {await context.CallSubOrchestratorAsync<string>("Child")}"));
        Assert.Equal($"{First} {new Guid(Second):N}", (await engine.RunAsync("O")).ReadOutputAs<string>());
    }
}

public sealed class ReplayGuidOnFileTests() : ReplayGuidContract(isOnFile: true);

public sealed class ReplayGuidInMemoryTests() : ReplayGuidContract(isOnFile: false);
