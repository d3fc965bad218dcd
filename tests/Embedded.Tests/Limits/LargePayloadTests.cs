using Embedded.Tests.Engine;
using Microsoft.DurableTask;

namespace Embedded.Tests.Limits;

/// <summary>A megabyte goes every way a value can go, and is the same afterwards.</summary>
public sealed class LargePayloadTests
{
    private static readonly string Large = string.Concat(Enumerable.Range(0, 150_000).Select(static n => $"{n:D7}"))[..(1024 * 1024)];

    [Fact]
    public async Task Payload_OfAMegabyte_GoesThroughInputActivityChildEventAndOutput()
    {
        await using var engine = await TestEngine.StartAsync(new TestTasks()
            .Activity("Echo", static text => text)
            .Orchestrator("Child", static context => Task.FromResult<object?>(context.GetInput<string>()))
            .Orchestrator("O", static async context =>
            {
                var returned = await context.CallActivityAsync<string>("Echo", context.GetInput<string>());
                var ofChild = await context.CallSubOrchestratorAsync<string>("Child", returned);
                var raised = await context.WaitForExternalEvent<string>("go");
                return ofChild == raised ? raised : "not the same";
            }));
        await engine.RunAsync("O", Large);
        await engine.StartAgainAsync();
        await engine.RaiseAsync("O", "go", Large);
        Assert.Equal(Large, (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Payload_OfAMegabyte_ContinuesAsNew()
    {
        await using var engine = await TestEngine.StartAsync(new TestTasks().Orchestrator("O", static context =>
        {
            if (context.GetInput<string>() is { } input)
                return Task.FromResult<object?>(input);
            context.ContinueAsNew(Large);
            return Task.FromResult<object?>(null);
        }));
        await engine.RunAsync("O");
        Assert.Equal(Large, (await engine.GetAsync("O")).ReadOutputAs<string>());
    }
}
