using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>Gives planned runs their names, counted in the journal over all attempts.</summary>
internal sealed class RunNaming(Migration migration, Attempt attempt, ScriptTimes times, ScriptOutput output, DateTimeOffset now)
{
    private readonly List<KeyedEntry> _entries = [];
    private int _count = migration.Runs.Count;

    internal IReadOnlyList<KeyedEntry> Entries => _entries;

    internal Run Name(PlannedRun planned) => Name(planned, pageOffset: 0);

    internal Run Name(PlannedRun planned, int pageOffset)
    {
        if (planned.Script == Script.Import)
            planned = planned with { Lines = [.. planned.Lines.Select(Told)] };
        _count++;
        var side = planned.Side == Side.Source ? 's' : 't';
        var name = $"rc-{attempt.Migration}-{planned.Script.ToString().ToLowerInvariant()}-{side}-{_count}";
        var timeout = times.TimeoutOf(planned.Script, planned.Lines.Count);
        var request = ScriptRequest.Build(migration, planned, name, now + ScriptTimes.MayBegin, pageOffset);
        var container = output.For(migration, planned, attempt.Number);
        var named = new Entry.RunNamed(name, _count, planned.Script, planned.Side, attempt.Number, planned.Lines, request, timeout, container);
        _entries.Add(new KeyedEntry($"run/{name}/named", named));
        return RunOf(attempt, named);
    }

    // Looked up when a run is named, not when it is decided on: it is part of the bytes, and they never change.
    private RunLine Told(RunLine line) =>
        line with { LastSent = SentCalls.Last(migration, line.Operation)?.Named.Run ?? migration.Elsewhere.LastSent(line.Operation) };

    internal static Run RunOf(Attempt attempt, Entry.RunNamed named) => new(attempt, named.Run, named.Script, named.Side);
}
