using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Fleet;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Sweeping;
using RdsCalOrchestrator.RunCommand;
using RdsCalOrchestrator.RunCommand.Scripts;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>
/// The one thing that starts a script. First it asks the journal whether it may, whatever the flow believes; then it claims the server, and
/// writes that it is about to send before it sends: from then on it may have run, and only its receipt knows.
/// </summary>
public sealed class StartScript(
    MigrationJournal journal,
    Claims claims,
    ScriptSighting sighting,
    KeyedHash hash,
    ServerSweep sweep,
    IRunCommandChannel channel,
    FleetBudget budget,
    IOptions<ScriptTimes> times,
    TimeProvider time)
{
    [Function(nameof(StartScript))]
    public async Task<Sighting> RunAsync([ActivityTrigger] Run run, CancellationToken cancellation)
    {
        var migration = await journal.ReadAsync(run.Attempt.Customer, run.Attempt.Migration, cancellation);
        var record = migration.Runs[run.Name];
        if (record.HasEnded)
            return ScriptSighting.Ended;
        var server = migration.ServerOf(run.Side).Id
            ?? throw new InvalidOperationException($"{run.Name} has no server that scripts can reach.");
        if (record is { MayHaveRun: true, SentAt: { } sent })
        {
            // Sent before, by an activity whose answer was lost? Then it is there, and what follows would only repeat it.
            var reply = await channel.ReadAsync(server, run.Name, cancellation);
            if (reply is not ChannelReply.Absent || !MayBeSentAgain(record))
                return await SeenAsync(run, record, reply, cancellation);
            // Who sent it last, on another host maybe, may not have heard from Azure yet.
            if (sent + times.Value.Busy - time.GetUtcNow() is var pause && pause > TimeSpan.Zero)
                return sighting.TryAgain(pause);
        }

        return await ClaimAndSendAsync(migration, run, record, server, cancellation);
    }

    // A name is never used for a second command. This one Azure never showed nor confirmed, and what has no outcome none of us has deleted:
    // it did not come.
    private bool MayBeSentAgain(RunRecord record) =>
        !record.WasSeen && IsOfThisVersion(record) && time.GetUtcNow() < record.StartedAt + times.Value.Patience;

    // Another version's script under this name would be other bytes: sent, it would be another command; never sent, another run takes over.
    private static bool IsOfThisVersion(RunRecord record) =>
        record.ScriptHash is not { } named || named == ScriptLibrary.Of(record.Named.Script).Hash12;

    private async Task<Sighting> ClaimAndSendAsync(
        Migration migration, Run run, RunRecord record, ServerId server, CancellationToken cancellation)
    {
        var name = migration.ServerOf(run.Side).Key.Value;
        if (!IsOfThisVersion(record))
            return await sighting.NotStartedAsync(run, Catalogue.ScriptChanged(run.Name), cancellation);
        if (Gate.Forbids(migration, record, time.GetUtcNow()) is { } forbidden)
            return await sighting.NotStartedAsync(run, forbidden, cancellation);
        if (record.ChangesServer && !await claims.TakeServerAsync(run, cancellation))
        {
            return await sighting.LaterAsync(
                run, record, null, times.Value.BusyPatience, Catalogue.ServerBusy(name, run.Name), cancellation);
        }

        // Before it is announced: a run that waits for its turn was not sent.
        if (await budget.SendAsync(run, record, server, cancellation) is { } wait)
        {
            return await sighting.LaterAsync(
                run, record, wait, times.Value.ThrottledPatience, Catalogue.NoTurn(name, run.Name), cancellation);
        }

        return await channel.LookAtServerAsync(server, cancellation) switch
        {
            ServerReply.Ready when await FullAsync(migration, run, cancellation) is { } full =>
                await sighting.NotStartedAsync(run, full, cancellation),
            ServerReply.Ready ready =>
                await SendAsync(migration, run, record, ready with { Location = record.Location ?? ready.Location }, cancellation),
            ServerReply.NotReady notReady => await sighting.NotStartedAsync(run, notReady.Finding, cancellation),
            ServerReply.Throttled throttled => await sighting.LaterAsync(
                run, record, throttled.RetryAfter, times.Value.ThrottledPatience,
                Catalogue.AzureSilent(name, run.Name, wasSent: false), cancellation),
            _ => throw new InvalidOperationException("A server reply nobody knows."),
        };
    }

    // Asked before the first command. Later ones take the places of those before them; should somebody else have taken one, Azure says so.
    private async Task<Finding?> FullAsync(Migration migration, Run run, CancellationToken cancellation) =>
        migration.Runs.Values.Any(r => r.Named.Side == run.Side && r.Named.Attempt == run.Attempt.Number && r.MayHaveRun)
            ? null
            : await sweep.NoPlaceAsync(run.Attempt.Customer, migration.ServerOf(run.Side), run.Name, cancellation);

    private async Task<Sighting> SendAsync(
        Migration migration, Run run, RunRecord record, ServerReply.Ready server, CancellationToken cancellation)
    {
        var location = server.Location;
        var (forbidden, sending) = await AnnounceAsync(run, record, server, cancellation);
        if (forbidden is not null)
            return await sighting.NotStartedAsync(run, forbidden, cancellation);
        if (sending is null)
            return sighting.TryAgain(times.Value.Busy);
        var command = Commands.Of(migration, record.Named, location, await hash.KeyAsync(cancellation));
        var reply = await channel.StartAsync(migration.ServerOf(run.Side).Id!, command, cancellation);
        if (reply is not (ChannelReply.Refused or ChannelReply.Throttled { IsTurnedAway: true }))
            return await SeenAsync(run, record.Sent(location, time.GetUtcNow()), reply, cancellation);
        await sighting.WriteAsync(run, new KeyedEntry($"{sending}/turned-away", new Entry.ScriptTurnedAway(run.Name)), cancellation);
        return await TurnedAwayAsync(migration, run, record, reply, cancellation);
    }

    // This sending was not taken. Where nobody else has sent it, it stays a run that was never sent.
    private async Task<Sighting> TurnedAwayAsync(
        Migration migration, Run run, RunRecord before, ChannelReply reply, CancellationToken cancellation)
    {
        var server = migration.ServerOf(run.Side);
        switch (reply)
        {
            // Tried once more where places that we have taken ourselves can be made free.
            case ChannelReply.Refused { Finding.Id: Catalogue.PlacesTakenId } when before.TurnedAway == 0
                && await sweep.RunAsync(run.Attempt.Customer, server, run.Name, cancellation) is { Deleted: > 0 }:
                return sighting.TryAgain(times.Value.Swept);
            case ChannelReply.Refused refused:
                return await sighting.NotStartedAsync(run, refused.Finding, cancellation);
            default:
                return await sighting.LaterAsync(
                    run, before, (reply as ChannelReply.Throttled)?.RetryAfter, times.Value.ThrottledPatience,
                    Catalogue.AzureSilent(server.Key.Value, run.Name, wasSent: false), cancellation);
        }
    }

    // The gate is asked once more on the very version that is written: nothing slips in between the question and the entry. Each sending
    // has a key of its own, so that of two hosts that are about to send only one is told that it may; the other looks again.
    private Task<(Finding? Forbidden, string? Sending)> AnnounceAsync(
        Run run, RunRecord seen, ServerReply.Ready server, CancellationToken cancellation)
    {
        var sending = new KeyedEntry(
            $"run/{run.Name}/started/{Guid.NewGuid():N}", new Entry.ScriptStarted(run.Name, server.Location, server.OsBuild));
        return journal.DecideAsync(run.Attempt.Customer, run.Attempt.Migration, StepDecider.By, read =>
        {
            var record = read.Runs[run.Name];
            var no = Gate.Forbids(read, record, time.GetUtcNow());
            var isOurs = no is null && !record.HasEnded && !record.WasSeen && record.Sendings == seen.Sendings;
            return Task.FromResult<((Finding?, string?), IReadOnlyList<KeyedEntry>)>(
                ((no, isOurs ? sending.Key : null), isOurs ? [sending] : []));
        }, cancellation);
    }

    // Without sight of the command Azure may not have it: start again, which looks first, or it would be waited for in vain.
    private async Task<Sighting> SeenAsync(Run run, RunRecord record, ChannelReply reply, CancellationToken cancellation) =>
        await sighting.OfAsync(run, record, reply, cancellation) with
        {
            IsAccepted = record.WasSeen || reply is ChannelReply.Running or ChannelReply.Ended,
        };
}
