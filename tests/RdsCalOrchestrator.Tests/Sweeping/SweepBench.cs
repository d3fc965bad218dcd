using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.RunCommand;
using RdsCalOrchestrator.Tests.Scripts;
using Xunit;

namespace RdsCalOrchestrator.Tests.Sweeping;

/// <summary>Runs whose commands lie on the target of a migration, ended as a test says and long enough ago to be swept.</summary>
internal sealed class SweepBench : IDisposable
{
    public static readonly ScriptOutcome NoAnswer = new ScriptOutcome.NoAnswer(Catalogue.NoAnswer("new", "run"));

    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new { });

    private Run? _last;
    private int _runs;

    public RunBench Runs { get; } = new();

    public ToldChannel Azure => Runs.Azure;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Runs.Dispose();

    public static ScriptOutcome Answered(FrameOutcome frame = FrameOutcome.Ok, string result = "{}") =>
        new ScriptOutcome.Answered(frame, Nothing, JsonDocument.Parse(result).RootElement, Nothing);

    public static ListedCommand Listed(string name, string? migration = "m-1", bool hasEnded = true)
    {
        var tags = migration is null
            ? new Dictionary<string, string>()
            : new() { [CommandTags.Ours] = CommandTags.OursValue, [CommandTags.Migration] = migration };
        return new ListedCommand(name, hasEnded ? "Succeeded" : "Running", hasEnded, null, tags);
    }

    /// <summary>A run that was sent an hour after the one before it.</summary>
    public async Task<Run> SendAsync(Script script = Script.Activate, Side side = Side.Target)
    {
        _last = _last is null ? await Runs.NameAllowedActivationAsync() : await Runs.NameAsync(script, side, attempt: 1, number: _runs + 1);
        _runs++;
        await Runs.WriteAsync(new Entry.ScriptStarted(_last.Name, "westeurope"));
        Azure.Commands.Add(Listed(_last.Name));
        Runs.Time.Advance(TimeSpan.FromMinutes(10));
        return _last;
    }

    /// <param name="outcome">Null: it has none yet.</param>
    public async Task<Run> LeaveAsync(ScriptOutcome? outcome, Script script = Script.Activate, Side side = Side.Target)
    {
        var run = await SendAsync(script, side);
        if (outcome is not null)
            await Runs.WriteAsync(new Entry.ScriptEnded(run.Name, outcome));
        Runs.Time.Advance(Runs.Sweeping.After);
        return run;
    }

    /// <summary>As on two hosts, one after the other.</summary>
    public async Task SweepTwiceAsync()
    {
        await Runs.Sweep.RunAsync(new TimerInfo(), Cancellation);
        await Runs.Sweep.RunAsync(new TimerInfo(), Cancellation);
    }

    public async Task<bool> IsListedAsync() => (await Runs.List.ListInAzureAsync(Cancellation)).Count > 0;

    public async Task<IReadOnlyList<Entry.CommandSwept>> SweptAsync()
    {
        var open = await Runs.Journal.FindAsync(_last!.Attempt.Customer, _last.Attempt.Migration, Cancellation);
        return [.. open!.Stream.Entries.Select(static e => e.Entry).OfType<Entry.CommandSwept>()];
    }
}
