using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Asks;
using RdsCalOrchestrator.Functions.Scripts;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Moves the CALs of one license server to another, in the order of Microsoft's wizard. Start reading here.</summary>
/// <remarks>
/// A step answers null to go on, or how the migration ends. This file only sequences: a step's activity reads the journal and says what is
/// next, scripts act, and StartScript refuses what the journal does not allow, so a step skipped by mistake removes nothing.
/// </remarks>
public static class MigrateCals
{
    [Function(nameof(MigrateCals))]
    public static async Task<MigrationReport> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var attempt = context.GetInput<Attempt>()!;
        var migration = new Steps(context, attempt);
        MigrationEnd? end;
        try
        {
            end = await migration.Follow(nameof(BeginAttempt))            // an attempt that has ended stays ended
               ?? await migration.Follow(nameof(VerifyConnectionMethod))  // reads both servers, changes nothing: the plan
               ?? await migration.Follow(nameof(Approve))                 // the import is the point of no return; claims the source's packs
               ?? await migration.Follow(nameof(ActivateTarget))          // until then "Manage Licenses" is greyed out
               ?? await migration.Follow(nameof(RunMigration))            // web and telephone: wait for key pack ID
               ?? await migration.Follow(nameof(Verify))
               ?? await migration.Follow(nameof(CleanSource))
               ?? await migration.Follow(nameof(Prove));
        }
        catch (TaskFailedException bug)
        {
            end = new MigrationEnd.Faulted(bug.TaskName, bug.FailureDetails.ErrorMessage);
        }

        return await context.CallActivityAsync<MigrationReport>(nameof(EndMigration), new EndMigration.Input(attempt, end!));
    }

    /// <summary>Does what a step's activity says until the step is done.</summary>
    private sealed class Steps(TaskOrchestrationContext context, Attempt attempt)
    {
        public async Task<MigrationEnd?> Follow(string step)
        {
            while (true)
            {
                var next = await context.CallActivityAsync<NextStep>(step, attempt);
                switch (next.Do)
                {
                    case Do.RunScripts:
                        await Task.WhenAll(next.Runs.Select(RunScript));
                        break;
                    case Do.AskPeople:
                        await WaitForAnswer(new AskedOf(attempt, next.Ask!.Value));
                        break;
                    case Do.LookAgain:
                        await context.CreateTimer(next.At!.Value, CancellationToken.None);
                        break;
                    default:
                        return next.Ends;
                }
            }
        }

        private Task RunScript(Run run) =>
            context.CallSubOrchestratorAsync(nameof(Scripts.RunScript), run, new SubOrchestrationOptions(instanceId: run.InstanceId));

        private Task WaitForAnswer(AskedOf asked) =>
            context.CallSubOrchestratorAsync(nameof(AnswerWait), asked, new SubOrchestrationOptions(instanceId: asked.InstanceId));
    }
}

/// <summary>What is left in the history of a finished attempt.</summary>
/// <param name="End">The word of lists and reports.</param>
public sealed record MigrationReport(string Migration, string End);
