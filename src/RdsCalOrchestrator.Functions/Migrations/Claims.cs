using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Scripts;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Whose packs these are, and who changes a server now. A claim is a conditional append: of two at once, one is told of the other.</summary>
public sealed class Claims
{
    private readonly Journal _journal;
    private readonly MigrationJournal _migrations;
    private readonly TimeSpan _patience;

    internal Claims(Journal journal, MigrationJournal migrations, IOptions<ScriptTimes> times) =>
        (_journal, _migrations, _patience) = (journal, migrations, times.Value.Patience);

    /// <summary>What claims of other migrations on this source say about this one.</summary>
    internal async Task<IReadOnlyList<Finding>> FindingsAsync(Migration migration, CancellationToken cancellation)
    {
        var stream = await _journal.ReadAsync<ServerEntry>(ServerStream.Of(migration.Request.Customer, migration.Request.Source), cancellation);
        return await FindingsAsync(migration, stream, cancellation);
    }

    /// <summary>Claims the source's packs for an approved plan; null when they are ours.</summary>
    internal async Task<Finding?> TakePacksAsync(Attempt attempt, CancellationToken cancellation)
    {
        var migration = await _migrations.ReadAsync(attempt.Customer, attempt.Migration, cancellation);
        while (true)
        {
            var stream = await _journal.ReadAsync<ServerEntry>(ServerStream.Of(attempt.Customer, migration.Request.Source), cancellation);
            if ((await FindingsAsync(migration, stream, cancellation)).FirstOrDefault() is { } overlap)
                return overlap;
            var claim = new ServerEntry.PacksClaimed(attempt.Migration, [.. migration.Plan!.Lines.Select(static l => l.Operation)]);
            if (await _journal.AppendAsync(stream, StepDecider.By, [($"packs/{attempt.Migration}/{migration.Plan.Hash}", (ServerEntry)claim)], [], cancellation))
                return null;
        }
    }

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

    private async Task<IReadOnlyList<Finding>> FindingsAsync(Migration migration, JournalStream<ServerEntry> stream, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        var kinds = migration.Request.Lines.Select(static l => l.Cals).ToHashSet();
        var operations = migration.Plan?.Lines.Select(static l => l.Operation).ToHashSet() ?? [];
        var others = stream.Entries.Select(static e => e.Entry).OfType<ServerEntry.PacksClaimed>().Select(static c => c.Migration).Where(m => m != migration.Request.Id).Distinct();
        foreach (var id in others)
        {
            var other = await _migrations.ReadAsync(migration.Request.Customer, id, cancellation);
            var source = migration.Request.Source.Key.Value;
            if (other.Lines.Any(l => l.IsImported && (operations.Contains(l.Line.Operation) || (!other.IsClosed && kinds.Contains(l.Line.Kind)))))
                findings.Add(Catalogue.AlreadyImported(source, id.Value));
            else if (!other.IsClosed && other.Lines.Any(l => kinds.Contains(l.Line.Kind)))
                findings.Add(Catalogue.Overlap(source, id.Value));
        }

        return findings;
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
            ? new ScriptOutcome.NoAnswer(Catalogue.NoAnswer(owner.ServerOf(claimed.Named.Side).Key.Value, claimed.Named.Run))
            : null;
    }
}
