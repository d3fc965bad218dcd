using Embedded.Tests.Engine;
using Microsoft.DurableTask;

namespace Embedded.Tests.Harsh;

/// <summary>functions-host §2 row 1: of a failure the message is left. Kind mode is no kinder, for nothing here could hold more.</summary>
public sealed class FailureDetailsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public async Task Failure_OfAnActivity_HasItsMessageAndNothingElse(int? harsh)
    {
        TaskFailedException? seen = null;
        await using var engine = await TestEngine.StartAsync(
            new TestTasks()
                .Activity("A", static _ => throw new InvalidDataException("no such server", new InvalidOperationException("within")))
                .Orchestrator("O", async context =>
                {
                    seen = await Assert.ThrowsAsync<TaskFailedException>(() => context.CallActivityAsync("A"));
                    return null;
                }),
            harsh);
        await engine.RunAsync("O");
        await engine.EndAsync("O");
        Assert.Equal("no such server", seen!.FailureDetails.ErrorMessage);
        Assert.Null(seen.InnerException);
        Assert.Equal(nameof(TaskFailureDetails.ErrorMessage), Assert.Single(typeof(TaskFailureDetails).GetProperties()).Name);
        Assert.DoesNotContain("within", string.Join('\n', engine.Rows("SELECT payload FROM history")), StringComparison.Ordinal);
    }
}
