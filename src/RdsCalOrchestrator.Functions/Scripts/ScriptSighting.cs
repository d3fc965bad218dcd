using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.RunCommand;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>Turns what Azure says of a run into an outcome in the journal, or into a time to look again.</summary>
public sealed class ScriptSighting
{
    private readonly MigrationJournal _journal;
    private readonly ScriptTimes _times;
    private readonly TimeProvider _time;

    internal ScriptSighting(MigrationJournal journal, IOptions<ScriptTimes> times, TimeProvider time) => (_journal, _times, _time) = (journal, times.Value, time);

    internal static Sighting Ended { get; } = new(IsAccepted: true, HasEnded: true, null);

    internal Sighting TryAgain(TimeSpan? notBefore = null) => new(IsAccepted: false, HasEnded: false, (_time.GetUtcNow() + (notBefore ?? _times.Busy)).UtcDateTime);

    internal Task<Sighting> NotStartedAsync(Run run, Finding finding, CancellationToken cancellation) =>
        EndAsync(run, new ScriptOutcome.NotStarted(finding), cancellation);

    internal Task<Sighting> OfAsync(Run run, RunRecord record, ChannelReply reply, CancellationToken cancellation) => reply switch
    {
        ChannelReply.Ended ended => EndAsync(run, Read(run, record, ended), cancellation),
        // Refused before anything was ever sent: nothing happened. Once sent, a refusal to look says nothing of what ran.
        ChannelReply.Refused refused when record.StartedAt is null => NotStartedAsync(run, refused.Finding, cancellation),
        ChannelReply.Throttled throttled => Task.FromResult(LookAgain(record, throttled.RetryAfter)),
        _ => WaitOrGiveUpAsync(run, record, cancellation),
    };

    // Sent and past every patience: unanswered. A command that is absent after it was accepted was deleted by somebody: the same.
    private Task<Sighting> WaitOrGiveUpAsync(Run run, RunRecord record, CancellationToken cancellation) =>
        record.StartedAt + record.Named.Timeout + _times.Patience <= _time.GetUtcNow()
            ? EndAsync(run, new ScriptOutcome.NoAnswer(Catalogue.NoAnswer(run.Side.ToString().ToLowerInvariant(), run.Name)), cancellation)
            : Task.FromResult(LookAgain(record, null));

    private Sighting LookAgain(RunRecord record, TimeSpan? notBefore)
    {
        var now = _time.GetUtcNow();
        var at = notBefore is { } wait ? now + wait : _times.NextLook(record.StartedAt ?? now, now);
        return new Sighting(IsAccepted: true, HasEnded: false, at.UtcDateTime);
    }

    private static ScriptOutcome Read(Run run, RunRecord record, ChannelReply.Ended ended) =>
        ScriptFrame.Find(ended.Output, run.Name) is { } frame && frame.Script == record.Named.Script.ToString() && Enum.TryParse<FrameOutcome>(frame.Outcome, out var outcome)
            ? new ScriptOutcome.Answered(outcome, frame.Server, frame.Result, frame.Problems)
            : new ScriptOutcome.NoAnswer(Catalogue.NoAnswer(run.Side.ToString().ToLowerInvariant(), run.Name));

    private async Task<Sighting> EndAsync(Run run, ScriptOutcome outcome, CancellationToken cancellation)
    {
        await _journal.DecideAsync(run.Attempt.Customer, run.Attempt.Migration, StepDecider.By, migration =>
            Task.FromResult<(bool, IReadOnlyList<KeyedEntry>)>((true, migration.Runs[run.Name].HasEnded ? [] : [new KeyedEntry($"run/{run.Name}/ended", new Entry.ScriptEnded(run.Name, outcome))])), cancellation);
        return Ended;
    }
}
