namespace Embedded.Tests.Engine;

/// <summary>Every instance keeps the version it was started under, whatever the engine is started with later.</summary>
public sealed class OrchestrationVersionTests
{
    [Fact]
    public async Task Instance_StartedBeforeAnUpgrade_KeepsItsVersionAndGivesItToItsChildren()
    {
        await using var engine = await TestEngine.StartAsync(new TestTasks()
            .Orchestrator("Child", static context => Task.FromResult<object?>(context.Version))
            .Orchestrator("O", static async context =>
            {
                await context.WaitForExternalEvent<object?>("go");
                return $"{context.Version} {await context.CallSubOrchestratorAsync<string>("Child")}";
            }));
        await engine.RunAsync("O");
        await engine.StartAgainAsync("2.0");
        await engine.RaiseAsync("O", "go");
        Assert.Equal("1.0 1.0", (await engine.GetAsync("O")).ReadOutputAs<string>());
        await engine.RunAsync("O");
        await engine.RaiseAsync("O", "go");
        Assert.Equal("2.0 2.0", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }
}
