using Microsoft.Azure.Functions.Worker;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.RunCommand;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>One look at a command that was sent.</summary>
public sealed class ReadScript(MigrationJournal journal, ScriptSighting sighting, IRunCommandChannel channel)
{
    [Function(nameof(ReadScript))]
    public async Task<Sighting> RunAsync([ActivityTrigger] Run run, CancellationToken cancellation)
    {
        var migration = await journal.ReadAsync(run.Attempt.Customer, run.Attempt.Migration, cancellation);
        var record = migration.Runs[run.Name];
        return record.HasEnded
            ? ScriptSighting.Ended
            : await sighting.OfAsync(run, record, await channel.ReadAsync(migration.ServerOf(run.Side).Id!, run.Name, cancellation), cancellation);
    }
}
