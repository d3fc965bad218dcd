using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Scripts;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>
/// What every step's activity does: read the journal, decide, write what was decided, and name the runs to send. It may run twice: keys
/// make entries once, and runs that were named and have not ended are answered again before anything is decided.
/// </summary>
public sealed class StepDecider
{
    internal const string By = "system";

    private readonly MigrationJournal _journal;
    private readonly ScriptTimes _times;
    private readonly ScriptOutput _output;
    private readonly TimeProvider _time;

    internal StepDecider(MigrationJournal journal, IOptions<ScriptTimes> times, ScriptOutput output, TimeProvider time) =>
        (_journal, _times, _output, _time) = (journal, times.Value, output, time);

    internal Task<NextStep> DecideAsync(Attempt attempt, Func<Migration, DateTimeOffset, Decision> decide, CancellationToken cancellation) =>
        DecideAsync(attempt, (migration, now) => Task.FromResult(decide(migration, now)), cancellation);

    internal async Task<NextStep> DecideAsync(Attempt attempt, Func<Migration, DateTimeOffset, Task<Decision>> decide, CancellationToken cancellation)
    {
        while (true)
        {
            var next = await _journal.DecideAsync(
                attempt.Customer, attempt.Migration, By, migration => DecideOnceAsync(migration, attempt, decide), cancellation);
            if (next.Do != Do.DecideAgain)
                return next;
        }
    }

    /// <summary>Retail codes as their hashes: what a plan needs to name operations, and no more.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> HashesOf(Migration migration) =>
        migration.Codes.ToDictionary(
            static c => c.Key,
            static c => (IReadOnlyList<string>)
                [.. c.Value.Select(static code => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code.Reveal()))))]);

    private async Task<(NextStep Next, IReadOnlyList<KeyedEntry> Entries)> DecideOnceAsync(
        Migration migration, Attempt attempt, Func<Migration, DateTimeOffset, Task<Decision>> decide)
    {
        if (migration.EndOf(attempt.Number) is { } ended)
            return (new NextStep(Do.End, [], null, null, ended), []);
        // Decided before, and the answer was lost: steps follow one another, so what has not ended is what this one named.
        if (migration.OpenRuns(attempt.Number).ToList() is { Count: > 0 } named)
            return (new NextStep(Do.RunScripts, [.. named.Select(r => RunNaming.RunOf(attempt, r.Named))], null, null, null), []);
        var now = _time.GetUtcNow();
        var decision = await decide(migration, now);
        var naming = new RunNaming(migration, attempt, _times, _output, now);
        var runs = decision.Runs.Select(planned => naming.Name(planned)).ToList();
        return (new NextStep(decision.Do, runs, decision.Ask, decision.At?.UtcDateTime, decision.End), [.. decision.Entries, .. naming.Entries]);
    }
}
