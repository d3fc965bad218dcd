using Embedded.Tests.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine;
using Microsoft.DurableTask.Engine.Harsh;

namespace Embedded.Tests.Harsh;

/// <summary>functions-host §2 row 8: numbers pass through the host as double, whole ones survive.</summary>
public sealed class WireNumberTests
{
    private const decimal Exact = 1.234567890123456789012345678m;
    private const decimal Damaged = 1.2345678901234567m;

    [Theory]
    [InlineData("1.10", "1.1")]
    [InlineData("""{ "a": [2.00, -0.10], "b": "1.10" }""", """{ "a": [2.0, -0.1], "b": "1.10" }""")]
    [InlineData("1.234567890123456789012345678", "1.2345678901234567")]
    [InlineData("1e3", "1000.0")]
    [InlineData("1e999", "\"Infinity\"")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("""{"naïve":"é","n":0.10,"z":null}""", """{"naïve":"é","n":0.1,"z":null}""")]
    [InlineData("null", "null")]
    [InlineData(null, null)]
    public void Json_ThroughTheHost_KeepsAllButTheDigits(string? sent, string? came) => Assert.Equal(came, HarshNumbers.Through(sent));

    [Fact]
    public async Task Number_OnEachWay_IsDamaged()
    {
        var seen = new Dictionary<string, decimal>();
        await using var engine = await TestEngine.StartAsync(
            new TestTasks()
                .Activity("A", static input => input == "give" ? Exact : null)
                .Orchestrator("Child", context =>
                {
                    seen["input of a child"] = context.GetInput<decimal>();
                    return Task.FromResult<object?>(Exact);
                })
                .Orchestrator("O", async context =>
                {
                    seen["input"] = context.GetInput<decimal>();
                    seen["result of an activity"] = await context.CallActivityAsync<decimal>("A", "give");
                    seen["result of a child"] = await context.CallSubOrchestratorAsync<decimal>("Child", Exact);
                    seen["event"] = await context.WaitForExternalEvent<decimal>("e");
                    if (context.GetInput<decimal>() > 0)
                        context.ContinueAsNew(-Exact);
                    return Exact;
                }),
            harsh: 1);
        await engine.RunAsync("O", Exact);
        for (var minute = 0; minute < 10; minute++)
            await engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(Damaged, seen["input"]);
        await engine.RaiseAsync("O", "e", Exact);
        await engine.RaiseAsync("O", "e", Exact);
        Assert.Equal(Damaged, (await engine.EndAsync("O")).ReadOutputAs<decimal>());
        Assert.Equal(-Damaged, seen["input"]);
        string[] others = ["input of a child", "result of an activity", "result of a child", "event"];
        Assert.All(others, way => Assert.Equal(Damaged, seen[way]));
    }

    [Fact]
    public async Task Number_AsTheInputOfAnActivity_IsDamaged()
    {
        var inputs = new List<string?>();
        var runner = new HarshRunner(new Recording(inputs), Unkind.Of(1), new WorkQueue(), TimeProvider.System);
        Assert.Equal("0.5", await runner.RunActivityAsync("A", "O", "1.10", TestContext.Current.CancellationToken));
        Assert.All(inputs, static input => Assert.Equal("1.1", input));
    }

    private sealed class Recording(List<string?> inputs) : ITaskRunner
    {
        public bool HasOrchestrator(string name) => true;

        public bool HasActivity(string name) => true;

        public Task<string?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => throw new NotSupportedException();

        public Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellation)
        {
            lock (inputs)
                inputs.Add(input);
            return Task.FromResult<string?>("0.50");
        }
    }
}
