namespace Embedded.Tests.Engine;

/// <summary>What a client is told about its instances.</summary>
public abstract class ClientContract(bool isOnFile) : EngineContract(isOnFile)
{
    private readonly TestTasks _tasks = new TestTasks()
        .Orchestrator("O", static async context => $"{context.GetInput<string>()} {await context.WaitForExternalEvent<string>("go")}");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_WithoutAnId_GetsARandomOne()
    {
        await using var engine = await StartAsync(_tasks);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("O", Cancellation);
        Assert.True(Guid.TryParseExact(id, "N", out _));
        await engine.IdleAsync();
        Assert.True((await engine.GetAsync(id)).IsRunning);
    }

    [Fact]
    public async Task Instance_NobodyStarted_IsNull()
    {
        await using var engine = await StartAsync(_tasks);
        Assert.Null(await engine.Client.GetInstanceAsync("unknown", Cancellation));
    }

    [Fact]
    public async Task InputsAndOutputs_AreGivenOnlyWhenAskedFor()
    {
        await using var engine = await StartAsync(_tasks);
        await engine.RunAsync("O", "input");
        await engine.RaiseAsync("O", "go", "output");
        var bare = (await engine.Client.GetInstanceAsync("O", Cancellation))!;
        Assert.Equal((true, null, null), (bare.IsCompleted, bare.SerializedInput, bare.SerializedOutput));
        Assert.Throws<InvalidOperationException>(() => bare.ReadOutputAs<string>());
        var full = await engine.GetAsync("O");
        Assert.Equal(("input", "input output"), (full.ReadInputAs<string>(), full.ReadOutputAs<string>()));
    }

    [Fact]
    public async Task Wait_ForTheEnd_EndsWithTheInstanceOrItsToken()
    {
        await using var engine = await StartAsync(_tasks);
        await engine.RunAsync("O");
        using var impatient = new CancellationTokenSource();
        var given = engine.Client.WaitForInstanceCompletionAsync("O", impatient.Token);
        var patient = engine.Client.WaitForInstanceCompletionAsync("O", getInputsAndOutputs: true, Cancellation);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.False(patient.IsCompleted);
        await engine.RaiseAsync("O", "go", "end");
        Assert.Equal(" end", (await patient).ReadOutputAs<string>());
        Assert.True((await engine.Client.WaitForInstanceCompletionAsync("O", Cancellation)).IsCompleted);
    }
}

public sealed class ClientOnFileTests() : ClientContract(isOnFile: true);

public sealed class ClientInMemoryTests() : ClientContract(isOnFile: false);
