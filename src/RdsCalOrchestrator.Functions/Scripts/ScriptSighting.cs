using System.Text.Json;
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

    internal ScriptSighting(MigrationJournal journal, IOptions<ScriptTimes> times, TimeProvider time) =>
        (_journal, _times, _time) = (journal, times.Value, time);

    internal static Sighting Ended { get; } = new(IsAccepted: true, HasEnded: true, null);

    /// <summary>
    /// Nothing happened, unless the journal says at the very version that is written that somebody may have sent it: then it is waited for,
    /// and only its receipt knows.
    /// </summary>
    internal async Task<Sighting> NotStartedAsync(Run run, Finding finding, CancellationToken cancellation)
    {
        var sent = await _journal.DecideAsync(run.Attempt.Customer, run.Attempt.Migration, StepDecider.By, migration =>
        {
            var record = migration.Runs[run.Name];
            return Task.FromResult<(RunRecord?, IReadOnlyList<KeyedEntry>)>(record.HasEnded
                ? (null, [])
                : record.MayHaveRun ? (record, []) : (null, [EndOf(run, new ScriptOutcome.NotStarted(finding))]));
        }, cancellation);
        return sent is null ? Ended : await WaitAsync(run, sent, cancellation) with { IsAccepted = false };
    }

    /// <summary>Cannot be sent now: tried again, until <paramref name="patience"/> since its naming is over.</summary>
    internal Task<Sighting> LaterAsync(
        Run run, RunRecord record, TimeSpan? notBefore, TimeSpan patience, Finding why, CancellationToken cancellation) =>
        record.NamedAt + patience <= _time.GetUtcNow()
            ? NotStartedAsync(run, why, cancellation)
            : Task.FromResult(TryAgain(notBefore ?? _times.Busy));

    internal Sighting TryAgain(TimeSpan notBefore) => new(IsAccepted: false, HasEnded: false, (_time.GetUtcNow() + notBefore).UtcDateTime);

    internal Task WriteAsync(Run run, KeyedEntry entry, CancellationToken cancellation) => _journal.DecideAsync(
        run.Attempt.Customer, run.Attempt.Migration, StepDecider.By,
        _ => Task.FromResult<(bool, IReadOnlyList<KeyedEntry>)>((true, [entry])), cancellation);

    /// <summary>Of a run that was sent.</summary>
    internal Task<Sighting> OfAsync(Run run, RunRecord record, ChannelReply reply, CancellationToken cancellation) => reply switch
    {
        ChannelReply.Ended ended when Read(run, record, ended) is var outcome && !IsHeldByItself(run, outcome) => EndAsync(run, outcome, cancellation),
        // Azure has executed it twice, shows the end of the second, and the first is in its call.
        ChannelReply.Ended => SeenAsync(run, record, cancellation),
        ChannelReply.Running => SeenAsync(run, record, cancellation),
        ChannelReply.Throttled throttled => WaitForAzureAsync(run, record, throttled.RetryAfter, cancellation),
        // Absent: deleted by somebody, or it never came. A refusal to look says nothing of what ran.
        _ => WaitAsync(run, record, cancellation),
    };

    private async Task<Sighting> SeenAsync(Run run, RunRecord record, CancellationToken cancellation)
    {
        if (!record.WasSeen)
            await WriteAsync(run, new KeyedEntry($"run/{run.Name}/seen", new Entry.ScriptSeen(run.Name)), cancellation);
        return await WaitAsync(run, record, cancellation);
    }

    // Sent and past every patience: unanswered.
    private Task<Sighting> WaitAsync(Run run, RunRecord record, CancellationToken cancellation) =>
        record.SentAt + record.Named.Timeout + _times.Patience <= _time.GetUtcNow()
            ? EndAsync(run, new ScriptOutcome.NoAnswer(Catalogue.NoAnswer(NameOf(run.Side), run.Name, OutputOf(run, record))), cancellation)
            : Task.FromResult(LookAgain(record, null));

    private Task<Sighting> WaitForAzureAsync(Run run, RunRecord record, TimeSpan? notBefore, CancellationToken cancellation) =>
        record.SentAt + record.Named.Timeout + _times.Patience + _times.ThrottledPatience <= _time.GetUtcNow()
            ? EndAsync(run, new ScriptOutcome.NoAnswer(Catalogue.AzureSilent(NameOf(run.Side), run.Name, wasSent: true)), cancellation)
            : Task.FromResult(LookAgain(record, notBefore));

    private Sighting LookAgain(RunRecord record, TimeSpan? notBefore)
    {
        var now = _time.GetUtcNow();
        var at = notBefore is { } wait ? now + wait : _times.NextLook(record.Named.Run, record.SentAt ?? now, now);
        return new Sighting(IsAccepted: true, HasEnded: false, at.UtcDateTime);
    }

    private static ScriptOutcome Read(Run run, RunRecord record, ChannelReply.Ended ended) =>
        ScriptFrame.Find(ended.Output, run.Name) is { } frame && frame.Script == record.Named.Script.ToString()
        && Enum.TryParse<FrameOutcome>(frame.Outcome, out var outcome)
            ? new ScriptOutcome.Answered(outcome, frame.Server, frame.Result, frame.Problems)
            : new ScriptOutcome.NoAnswer(WithoutAnswer(run, OutputOf(run, record), ended));

    private static bool IsHeldByItself(Run run, ScriptOutcome outcome) =>
        outcome is ScriptOutcome.Answered { Frame: FrameOutcome.Busy, Result: { ValueKind: JsonValueKind.Object } result }
        && result.TryGetProperty("heldBy", out var holder) && holder.ValueKind == JsonValueKind.Object
        && holder.TryGetProperty("run", out var name) && name.ValueEquals(run.Name);

    // Whatever happens to a script of ours, it prints something. One that did not, and was to keep it, was most likely never begun.
    private static Finding WithoutAnswer(Run run, Uri? output, ChannelReply.Ended ended) =>
        output is not null && ended is { State: "Failed", Output: "" }
            ? Catalogue.OutputRefused(NameOf(run.Side), run.Name, output)
            : Catalogue.NoAnswer(NameOf(run.Side), run.Name, output);

    private static Uri? OutputOf(Run run, RunRecord record) => OutputBlob.Of(run.Attempt.Customer, record.Named);

    private async Task<Sighting> EndAsync(Run run, ScriptOutcome outcome, CancellationToken cancellation)
    {
        await _journal.DecideAsync(
            run.Attempt.Customer, run.Attempt.Migration, StepDecider.By,
            migration => Task.FromResult<(bool, IReadOnlyList<KeyedEntry>)>(
                (true, migration.Runs[run.Name].HasEnded ? [] : [EndOf(run, outcome)])),
            cancellation);
        return Ended;
    }

    private static KeyedEntry EndOf(Run run, ScriptOutcome outcome) =>
        new($"run/{run.Name}/ended", new Entry.ScriptEnded(run.Name, outcome));

    private static string NameOf(Side side) => side.ToString().ToLowerInvariant();
}
