using System.Text.Json.Serialization;
using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Findings;

namespace RdsCalOrchestrator.Domain.Migrations.Steps;

/// <summary>What a step does next.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Do>))]
public enum Do
{
    /// <summary>The step is done.</summary>
    GoOn,

    /// <summary>The attempt ends here.</summary>
    End,

    /// <summary>Run scripts, in parallel, and decide again.</summary>
    RunScripts,

    /// <summary>Wait until an answer of a kind can be used, and decide again.</summary>
    AskPeople,

    /// <summary>Decide again at a time.</summary>
    LookAgain,

    /// <summary>Decide again at once: entries were written that change the picture.</summary>
    DecideAgain,
}

/// <summary>A step's answer, made from the journal alone: entries to write first, then what to do.</summary>
public sealed record Decision(Do Do)
{
    public MigrationEnd? End { get; private init; }

    public IReadOnlyList<PlannedRun> Runs { get; private init; } = [];

    public AskKind? Ask { get; private init; }

    public DateTimeOffset? At { get; private init; }

    public IReadOnlyList<KeyedEntry> Entries { get; private init; } = [];

    public static Decision GoOn { get; } = new(Do.GoOn);

    public static Decision Finish(MigrationEnd end) => new(Do.End) { End = end };

    public static Decision Run(params IReadOnlyList<PlannedRun> runs) => new(Do.RunScripts) { Runs = runs };

    public static Decision AskPeople(AskKind kind) => new(Do.AskPeople) { Ask = kind };

    public static Decision LookAgain(DateTimeOffset at) => new(Do.LookAgain) { At = at };

    public static Decision Write(params IReadOnlyList<KeyedEntry> entries) => new(Do.DecideAgain) { Entries = entries };

    /// <summary>Writes entries before whatever this decision is.</summary>
    public Decision After(params IReadOnlyList<KeyedEntry> entries) => this with { Entries = entries };

    /// <summary>An end before the first import changes nothing; after it the clean-up is owed.</summary>
    public static Decision Stop(Migration migration, Finding because) =>
        Finish(migration.Owes ? new MigrationEnd.Owing(CalBalance.Of(migration).Verdict, because) : new MigrationEnd.Blocked([because]));
}

/// <summary>An entry with the key that makes writing it twice the same as once.</summary>
public sealed record KeyedEntry(string Key, Entry Entry);

/// <summary>A run before it has a name.</summary>
public sealed record PlannedRun(Script Script, Side Side, params IReadOnlyList<RunLine> Lines);
