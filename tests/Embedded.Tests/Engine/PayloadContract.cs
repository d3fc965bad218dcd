namespace Embedded.Tests.Engine;

/// <summary>Values are written by run-time type and read without regard to the case of names (functions-host §2 row 7).</summary>
public abstract class PayloadContract(bool isOnFile) : EngineContract(isOnFile)
{
    [Fact]
    public async Task Values_OfADerivedType_AreWrittenAsWhatTheyAre()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Orchestrator("Child", static context => Task.FromResult<object?>(context.GetInput<Dog>()))
            .Orchestrator("O", static async context =>
                await context.CallSubOrchestratorAsync<Dog>("Child", context.GetInput<Animal>())));
        var ended = await engine.RunAsync("O", new Dog("Rex", "loud"));
        Assert.Equal("""{"Bark":"loud","Name":"Rex"}""", ended.SerializedInput);
        Assert.Equal("""{"Bark":null,"Name":"Rex"}""", ended.SerializedOutput);
    }

    [Fact]
    public async Task Null_IsNothingAndReadAsTheDefault()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Activity("A", static input => input is null ? null : "something")
            .Orchestrator("O", static async context => await context.CallActivityAsync<string?>("A", context.GetInput<string>())));
        var ended = await engine.RunAsync("O");
        Assert.Equal((null, null, 0), (ended.SerializedInput, ended.SerializedOutput, ended.ReadOutputAs<int>()));
    }

    [Fact]
    public async Task Input_WithNamesInAnotherCase_IsRead()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Orchestrator("O", static context => Task.FromResult<object?>(context.GetInput<Dog>()!.Bark)));
        Assert.Equal("loud", (await engine.RunAsync("O", new { bark = "loud" })).ReadOutputAs<string>());
    }

    private record Animal(string Name);

    private sealed record Dog(string Name, string? Bark) : Animal(Name);
}

public sealed class PayloadOnFileTests() : PayloadContract(isOnFile: true);

public sealed class PayloadInMemoryTests() : PayloadContract(isOnFile: false);
