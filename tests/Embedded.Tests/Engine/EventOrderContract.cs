namespace Embedded.Tests.Engine;

/// <summary>Who gets which event (official-api, External events: ran).</summary>
public abstract class EventOrderContract(bool isOnFile) : EngineContract(isOnFile)
{
    [Fact]
    public async Task Events_NobodyWaitsFor_AreKeptInTheirOrderForEachName()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static async context =>
        {
            await context.WaitForExternalEvent<object?>("go");
            return await context.WaitForExternalEvent<string>("other")
                + await context.WaitForExternalEvent<string>("name") + await context.WaitForExternalEvent<string>("name");
        }));
        await engine.RunAsync("O");
        await engine.RaiseAsync("O", "name", "1");
        await engine.RaiseAsync("O", "name", "2");
        await engine.RaiseAsync("O", "other", "3");
        await engine.RaiseAsync("O", "go");
        Assert.Equal("312", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Waiters_OfOneName_AreServedNewestFirst()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static async context =>
            string.Concat(await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => context.WaitForExternalEvent<string>("e"))))));
        await engine.RunAsync("O");
        foreach (var payload in new[] { "1", "2", "3" })
            await engine.RaiseAsync("O", "e", payload);
        Assert.Equal("321", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Waiter_ThatWasCancelled_SwallowsTheNextEvent()
    {
        await using var engine = await StartAsync(new TestTasks().Orchestrator("O", static async context =>
        {
            var older = context.WaitForExternalEvent<string>("e");
            using var needed = new CancellationTokenSource();
            var newer = context.WaitForExternalEvent<string>("e", needed.Token);
            needed.Cancel();
            await Assert.ThrowsAsync<TaskCanceledException>(() => newer);
            return await older;
        }));
        await engine.RunAsync("O");
        await engine.RaiseAsync("O", "e", "first");
        await engine.RaiseAsync("O", "e", "second");
        Assert.Equal("second", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }
}

public sealed class EventOrderOnFileTests() : EventOrderContract(isOnFile: true);

public sealed class EventOrderInMemoryTests() : EventOrderContract(isOnFile: false);
