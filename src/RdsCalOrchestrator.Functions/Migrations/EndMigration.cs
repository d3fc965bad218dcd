using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Ends the attempt in the journal: the last thing an orchestration does.</summary>
public sealed class EndMigration(AttemptEnd ends)
{
    [Function(nameof(EndMigration))]
    public async Task<MigrationReport> RunAsync(
        [ActivityTrigger] Input input, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        new(input.Attempt.Migration.Value, await ends.WriteAsync(client, input.Attempt, input.End, cancellation));

    /// <param name="End">A hierarchy only as a property: at the top it would lose its kind on the way.</param>
    public sealed record Input(Attempt Attempt, MigrationEnd End);
}
