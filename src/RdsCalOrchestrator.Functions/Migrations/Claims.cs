using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Scripts;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Who changes a server now. A claim is a conditional append: of two at once, one is told of the other.</summary>
public sealed class Claims
{
    private readonly Journal _journal;
    private readonly MigrationJournal _migrations;
    private readonly TimeSpan _patience;

    internal Claims(Journal journal, MigrationJournal migrations, IOptions<ScriptTimes> times) =>
        (_journal, _migrations, _patience) = (journal, migrations, times.Value.Patience);

    /// <summary>Claims a server for one run; false while another run changes it.</summary>
    internal async Task<bool> TakeServerAsync(Run run, CancellationToken cancellation)
    {
        var migration = await _migrations.ReadAsync(run.Attempt.Customer, run.Attempt.Migration, cancellation);
        while (true)
        {
            var stream = await _journal.ReadAsync<ServerEntry>(ServerStream.Of(run.Attempt.Customer, migration.ServerOf(run.Side)), cancellation);
            // Claims are taken one after another, so only the newest can still stand.
            if (stream.Entries.Select(static e => e.Entry).OfType<ServerEntry.ChangeClaimed>().LastOrDefault() is { } last)
            {
                if (last.Run == run.Name)
                    return true;
                if (!await IsVoidAsync(run, last, cancellation))
                    return false;
            }

            var claim = new ServerEntry.ChangeClaimed(run.Attempt.Migration, run.Name);
            if (await _journal.AppendAsync(stream, StepDecider.By, [($"change/{run.Name}", (ServerEntry)claim)], [], cancellation))
                return true;
        }
    }

    /// <summary>Does a run other than <paramref name="but"/> change the server now, as far as anybody has written.</summary>
    internal async Task<bool> IsChangedAsync(CustomerId customer, Server server, string? but, CancellationToken cancellation)
    {
        var stream = await _journal.ReadAsync<ServerEntry>(ServerStream.Of(customer, server), cancellation);
        return stream.Entries.Select(static e => e.Entry).OfType<ServerEntry.ChangeClaimed>().LastOrDefault() is { } last && last.Run != but
            && !(await _migrations.ReadAsync(customer, last.Migration, cancellation)).Runs[last.Run].HasEnded;
    }

    // Also a claim of this migration's own: an attempt before this one may have left a script running.
    private async Task<bool> IsVoidAsync(Run run, ServerEntry.ChangeClaimed claim, CancellationToken cancellation) =>
        await _migrations.DecideAsync(run.Attempt.Customer, claim.Migration, StepDecider.By, owner =>
        {
            var claimed = owner.Runs[claim.Run];
            var left = claimed.HasEnded ? null : OutcomeOfLeft(owner, claimed);
            return Task.FromResult<(bool, IReadOnlyList<KeyedEntry>)>((
                claimed.HasEnded || left is not null,
                left is null ? [] : [new KeyedEntry($"run/{claim.Run}/ended", new Entry.ScriptEnded(claim.Run, left))]));
        }, cancellation);

    // Its attempt is over, so maybe nobody looks at it any more. Never sent, it did nothing and never will; sent, it cannot be running
    // after this long.
    private ScriptOutcome? OutcomeOfLeft(Migration owner, RunRecord claimed)
    {
        if (owner.EndOf(claimed.Named.Attempt) is null && claimed.Named.Attempt == owner.AttemptsRequested)
            return null;
        if (claimed.SentAt is not { } sent || !claimed.MayHaveRun)
            return new ScriptOutcome.NotStarted(Catalogue.GateClosed(claimed.Named.Run, "Its attempt has ended."));
        return sent + claimed.Named.Timeout + _patience <= _journal.Now
            ? new ScriptOutcome.NoAnswer(Catalogue.NoAnswer(
                owner.ServerOf(claimed.Named.Side).Key.Value, claimed.Named.Run, OutputBlob.Of(owner.Request.Customer, claimed.Named)))
            : null;
    }
}
