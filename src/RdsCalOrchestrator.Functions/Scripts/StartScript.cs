using Microsoft.Azure.Functions.Worker;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.RunCommand;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>
/// The one thing that starts a script. First it asks the journal whether it may, whatever the flow believes; then it claims the server, and
/// writes that it is about to send before it sends: from then on it may have run, and only its receipt knows.
/// </summary>
public sealed class StartScript(MigrationJournal journal, Claims claims, ScriptSighting sighting, IRunCommandChannel channel, TimeProvider time)
{
    [Function(nameof(StartScript))]
    public async Task<Sighting> RunAsync([ActivityTrigger] Run run, CancellationToken cancellation)
    {
        var migration = await journal.ReadAsync(run.Attempt.Customer, run.Attempt.Migration, cancellation);
        var record = migration.Runs[run.Name];
        if (record.HasEnded)
            return ScriptSighting.Ended;
        var server = migration.ServerOf(run.Side).Id ?? throw new InvalidOperationException($"{run.Name} has no server that scripts can reach.");
        // Sent before, by an activity whose answer was lost? Then it is there, and what follows would only repeat it.
        if (record.StartedAt is not null && await channel.ReadAsync(server, run.Name, cancellation) is var reply and not ChannelReply.Absent)
            return await SeenAsync(run, record, reply, cancellation);
        if (Gate.Forbids(migration, record, time.GetUtcNow()) is { } forbidden)
            return await sighting.NotStartedAsync(run, forbidden, cancellation);
        if (record.ChangesServer && !await claims.TakeServerAsync(run, cancellation))
            return sighting.TryAgain();
        return await channel.LookAtServerAsync(server, cancellation) switch
        {
            ServerReply.Ready ready => await SendAsync(migration, run, record, record.Location ?? ready.Location, cancellation),
            ServerReply.NotReady notReady => await sighting.NotStartedAsync(run, notReady.Finding, cancellation),
            ServerReply.Throttled throttled => sighting.TryAgain(throttled.RetryAfter),
            _ => throw new InvalidOperationException("A server reply nobody knows."),
        };
    }

    private async Task<Sighting> SendAsync(Migration migration, Run run, RunRecord record, string location, CancellationToken cancellation)
    {
        var started = new KeyedEntry($"run/{run.Name}/started", new Entry.ScriptStarted(run.Name, location));
        // Asked once more on the very version that is written: nothing slips in between the question and the entry.
        var forbidden = await journal.DecideAsync(run.Attempt.Customer, run.Attempt.Migration, StepDecider.By, read =>
        {
            var no = Gate.Forbids(read, read.Runs[run.Name], time.GetUtcNow());
            return Task.FromResult<(Finding?, IReadOnlyList<KeyedEntry>)>((no, no is null && read.Runs[run.Name].StartedAt is null ? [started] : []));
        }, cancellation);
        if (forbidden is not null)
            return await sighting.NotStartedAsync(run, forbidden, cancellation);
        var command = Commands.Of(migration, record.Named, location);
        var reply = await channel.StartAsync(migration.ServerOf(run.Side).Id!, command, cancellation);
        // Refused at once: it stays a run that was never sent.
        var sent = reply is ChannelReply.Refused ? record : record with { StartedAt = record.StartedAt ?? time.GetUtcNow() };
        return await SeenAsync(run, sent, reply, cancellation);
    }

    // Without sight of the command Azure may not have it: start again, which looks first, or it would be waited for in vain.
    private async Task<Sighting> SeenAsync(Run run, RunRecord record, ChannelReply reply, CancellationToken cancellation) =>
        await sighting.OfAsync(run, record, reply, cancellation) with { IsAccepted = reply is ChannelReply.Running or ChannelReply.Ended };
}
