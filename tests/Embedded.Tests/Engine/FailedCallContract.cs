using Microsoft.DurableTask;

namespace Embedded.Tests.Engine;

/// <summary>A call that fails tells why, where it is awaited.</summary>
public abstract class FailedCallContract(bool isOnFile) : EngineContract(isOnFile)
{
    [Fact]
    public async Task Activity_ThatThrows_FailsItsCallWithNameNumberAndMessage()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Activity("A", static _ => throw new InvalidDataException("no such server"))
            .Orchestrator("O", static async context =>
            {
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                var failed = await Assert.ThrowsAsync<TaskFailedException>(() => context.CallActivityAsync("A"));
                return $"{failed.TaskName} {failed.TaskId} {failed.FailureDetails.ErrorMessage} | {failed.Message}";
            }));
        Assert.Equal(
            "A 1 no such server | Task 'A' (#1) failed with an unhandled exception: no such server",
            (await engine.RunAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Activity_NobodyRegistered_FailsItsCall()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Orchestrator("O", static async context => await context.CallActivityAsync<string>("Missing")));
        await engine.RunAsync("O");
        Assert.Equal(
            "Task 'Missing' (#0) failed with an unhandled exception: No activity task named 'Missing' was found.",
            await engine.FailureAsync("O"));
    }

    [Fact]
    public async Task Orchestrator_NobodyRegistered_FailsItsInstance()
    {
        await using var engine = await StartAsync(new TestTasks());
        await engine.RunAsync("Missing");
        Assert.Equal("No orchestrator task named 'Missing' was found.", await engine.FailureAsync("Missing"));
    }

    [Fact]
    public async Task Result_OfAnotherShape_ThrowsWhereItIsAwaited()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Activity("A", static _ => "no number")
            .Orchestrator("O", static async context =>
            {
                await Assert.ThrowsAsync<System.Text.Json.JsonException>(() => context.CallActivityAsync<int>("A"));
                return "went on";
            }));
        Assert.Equal("went on", (await engine.RunAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Options_GivenAsTheInput_AreRefused()
    {
        await using var engine = await StartAsync(new TestTasks()
            .Orchestrator("O", static async context => await context.CallActivityAsync<string>("A", input: new TaskOptions())));
        await engine.RunAsync("O");
        Assert.StartsWith("TaskOptions were passed as the input", await engine.FailureAsync("O"), StringComparison.Ordinal);
    }
}

public sealed class FailedCallOnFileTests() : FailedCallContract(isOnFile: true);

public sealed class FailedCallInMemoryTests() : FailedCallContract(isOnFile: false);
