using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Scenarios.Table;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.Interrupted;

/// <summary>An orchestrator that skips a step changes nothing by it: what the step was for is asked again where a script is sent.</summary>
public sealed class SkippedStepTests
{
    private const string Migration = "moved";

    private static TableRow Moved => OneRow.Row;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunWithoutVerify_AsksForTheRemovalAndRemovesNothing()
    {
        await using var row = await StartAsync(nameof(Verify));
        await row.SubmitAsync(Migration, "Ines");
        await row.AnswerAsync(Migration, "Ada Quist");
        await row.AnswerAsync(Migration, "Ada Quist");

        var view = await row.EndAsync(Migration);

        AssertRefused("Owing", "-remove-", "Line 1 is not verified on the target.", view);
        Assert.Equal([$"NEW-01 imported {Moved.Cals}"], row.Effects);
    }

    [Fact]
    public async Task RunWithoutApproval_AsksForTheImportAndImportsNothing()
    {
        await using var row = await StartAsync(nameof(Approve));
        await row.SubmitAsync(Migration, "Ines");

        var view = await row.EndAsync(Migration);

        AssertRefused("Blocked", "-import-", "The plan is not approved.", view);
        Assert.Empty(row.Effects);
    }

    [Fact]
    public async Task RunThatSkipsNothing_ImportsAndRemoves()
    {
        await using var row = await StartAsync("");
        await row.SubmitAsync(Migration, "Ines");
        await row.AnswerAsync(Migration, "Ada Quist");
        await row.AnswerAsync(Migration, "Ada Quist");

        Assert.Equal("Proved", (await row.EndAsync(Migration)).Text("end"));
        Assert.Equal([$"NEW-01 imported {Moved.Cals}", $"OLD-01 removed {Moved.Cals}"], row.Effects);
    }

    // The step's activity is never called, and the orchestration hears that it is done.
    private static Task<OneRow> StartAsync(string skipped) => OneRow.StartAsync(
        setup => setup with
        {
            ChangeApp = app => app.UseMiddleware((context, next) =>
            {
                if (context.FunctionDefinition.Name != skipped)
                    return next();
                context.GetInvocationResult().Value = new NextStep(Do.GoOn, [], null, null, null);
                return Task.CompletedTask;
            }),
        },
        Cancellation);

    private static void AssertRefused(string end, string run, string why, JsonElement view)
    {
        Assert.Equal(end, view.Text("end"));
        var last = view.GetProperty("runs").EnumerateArray().Last().GetString()!;
        Assert.Contains(run, last, StringComparison.Ordinal);
        Assert.EndsWith(": not started", last, StringComparison.Ordinal);
        var finding = Assert.Single(view.GetProperty("findings").EnumerateArray());
        Assert.Equal("RUN-NOT-ALLOWED", finding.Text("id"));
        Assert.EndsWith(why, finding.Text("sentence"), StringComparison.Ordinal);
    }
}
