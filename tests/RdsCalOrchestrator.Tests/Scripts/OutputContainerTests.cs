using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Scripts;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>A run is asked to keep its output only where that can hurt nothing: a command that is refused for it never begins.</summary>
public sealed class OutputContainerTests
{
    private static readonly Uri Container = new("https://heron.blob.core.windows.net/output");
    private static readonly Uri Before = new("https://heron.blob.core.windows.net/before");
    private static readonly ScriptOutcome Refused = new ScriptOutcome.NoAnswer(Catalogue.OutputRefused("target", "rc", Container));
    private static readonly ScriptOutcome Silent = new ScriptOutcome.NoAnswer(Catalogue.NoAnswer("target", "rc"));
    private static readonly ScriptOutcome Answered = new ScriptOutcome.Answered(FrameOutcome.Ok, default, default, default);

    private readonly List<Entry> _journal =
        [new Entry.Accepted(RunBench.Request(), null), new Entry.AttemptRequested(1), new Entry.AttemptBegun(1)];

    [Fact]
    public void FirstReading_Asks() => Assert.Equal(Container, For(Script.Inspect));

    [Fact]
    public void Reading_ThatWasRefused_AsksAgainInTheNextAttemptOnly()
    {
        Had(1, Side.Target, Container, Refused);

        Assert.Null(For(Script.Inspect));
        Assert.Equal(Container, For(Script.Inspect, attempt: 2));
    }

    [Fact]
    public void Change_WithoutAReadingThatKeptItsOutput_DoesNotAsk()
    {
        Had(1, Side.Source, Container, Answered);
        Had(1, Side.Target, Before, Answered);
        Had(1, Side.Target, null, Answered);
        Had(1, Side.Target, Container, Silent);

        Assert.Null(For(Script.Import));
    }

    [Fact]
    public void Change_AfterAReadingThatKeptItsOutput_Asks()
    {
        Had(1, Side.Target, Container, Refused);
        Had(2, Side.Target, Container, Answered);

        Assert.Equal(Container, For(Script.Import, attempt: 2));
    }

    [Fact]
    public void Change_AfterRightsWereTakenAway_DoesNotAsk()
    {
        Had(1, Side.Target, Container, Answered);
        Had(2, Side.Target, Container, Refused);

        Assert.Null(For(Script.Import, attempt: 2));
    }

    [Fact]
    public void WithoutASetting_NobodyAsks()
    {
        Had(1, Side.Target, null, Answered);

        Assert.Null(ScriptOutput.None.For(Told, new PlannedRun(Script.Import, Side.Target), 1));
    }

    private Migration Told =>
        Migration.From([.. _journal.Select(
            static (e, i) => new Recorded($"{i}", new DateTimeOffset(2026, 11, 28, 20, 0, 0, TimeSpan.Zero), "test", e))])!;

    private Uri? For(Script script, int attempt = 1) => new ScriptOutput(Container).For(Told, new PlannedRun(script, Side.Target), attempt);

    private void Had(int attempt, Side side, Uri? container, ScriptOutcome outcome)
    {
        var run = $"rc-{_journal.Count}";
        _journal.Add(new Entry.RunNamed(
            run, _journal.Count, Script.Activate, side, attempt, [], """{"input":{}}""", TimeSpan.FromMinutes(10), container));
        _journal.Add(new Entry.ScriptEnded(run, outcome));
    }
}
