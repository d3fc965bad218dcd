using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Asks;

/// <summary>Opens the asks that are missing, closes those that expired or lost their sense, and says whether the step can go on.</summary>
public sealed class FollowUpAsks(MigrationJournal journal, AskLinks links, IOptions<Waits> waits, TimeProvider time)
{
    /// <summary>A lost nudge is a delay of at most this.</summary>
    private static readonly TimeSpan Safety = TimeSpan.FromMinutes(15);

    [Function(nameof(FollowUpAsks))]
    public async Task<AskProgress> RunAsync([ActivityTrigger] AskedOf asked, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var (attempt, kind) = asked;
        var opened = false;
        while (true)
        {
            var (migration, wrote) = await journal.DecideAsync(attempt.Customer, attempt.Migration, StepDecider.By, async read =>
            {
                // Run late, or for an instance that was started again: an attempt that is over asks nobody.
                var entries = IsOver(read, attempt) ? [] : await ChangesAsync(read, kind, cancellation);
                return ((read, entries.Count > 0), entries);
            }, cancellation);
            if (wrote)
            {
                opened = true;
                continue;
            }

            await links.EraseUnusedAsync(migration, cancellation);
            if (opened)
                await Nudge.BatchAsync(client, migration.Batch, cancellation);
            var now = time.GetUtcNow();
            if (AskRules.CanGoOn(migration, kind, now) || IsOver(migration, attempt))
                return new AskProgress(true, null);
            var due = AskRules.LookAgainAt(migration, kind);
            var safety = waits.Value.Safety(now, Safety);
            return new AskProgress(false, (due < safety ? due : safety).UtcDateTime);
        }
    }

    private static bool IsOver(Migration migration, Attempt attempt) =>
        attempt.Number != migration.AttemptsBegun || migration.EndOf(attempt.Number) is not null;

    private async Task<IReadOnlyList<KeyedEntry>> ChangesAsync(Migration migration, AskKind kind, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var closing = migration.Asks.Values.Where(a => a.Kind == kind)
            .Select(a => (Ask: a, State: AskRules.Closes(migration, a, now)))
            .Where(static c => c.State is not null)
            .Select(static c => new KeyedEntry($"ask/{c.Ask.Id}/closed", new Entry.AskClosed(c.Ask.Id, c.State!.Value)))
            .ToList();
        if (closing.Count > 0)
            return closing;
        var entries = new List<KeyedEntry>();
        foreach (var question in AskRules.Missing(migration, kind))
        {
            var id = IdFor(migration, question);
            var token = await links.MakeAsync(migration.Request, id, cancellation);
            entries.Add(new KeyedEntry($"ask/{id}/opened", new Entry.AskOpened(
                id, kind, question.Line, question.Subject, Audiences.Of(migration.Request, kind), now + migration.Request.Policy.AskTotal, token)));
        }

        return entries;
    }

    private static string IdFor(Migration migration, Question question)
    {
        var stem = question.Line is { } line ? $"{AskedOf.ShortName(question.Kind)}-{line}" : AskedOf.ShortName(question.Kind);
        return $"{stem}-{migration.Asks.Values.Count(a => a.Kind == question.Kind && a.Line == question.Line) + 1}";
    }
}
