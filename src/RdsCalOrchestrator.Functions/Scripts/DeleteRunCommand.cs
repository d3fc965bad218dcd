using Microsoft.Azure.Functions.Worker;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Fleet;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.RunCommand;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>
/// Deletes a command whose result is stored; a server has 25 places. One that did not answer stays: deleting kills what may be in the middle
/// of a call. Either way the run is under way no more.
/// </summary>
public sealed class DeleteRunCommand(MigrationJournal journal, IRunCommandChannel channel, FleetBudget budget)
{
    [Function(nameof(DeleteRunCommand))]
    public async Task RunAsync([ActivityTrigger] Run run, CancellationToken cancellation)
    {
        var migration = await journal.ReadAsync(run.Attempt.Customer, run.Attempt.Migration, cancellation);
        var record = migration.Runs[run.Name];
        if (migration.ServerOf(run.Side).Id is not { } server)
            return;
        if (record is { Outcome: ScriptOutcome.Answered, StartedAt: not null })
            await channel.DeleteAsync(server, run.Name, cancellation);
        await budget.LeaveAsync(run, record, server, cancellation);
    }
}
