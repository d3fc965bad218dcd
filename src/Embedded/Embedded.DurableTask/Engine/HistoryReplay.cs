using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.DurableTask.Engine;

/// <summary>Replays recorded histories against the code of today, as a step of the engine does, with no engine and no file.</summary>
internal sealed class HistoryReplay(ITaskRunner runner)
{
    // The version is for children, and none is started.
    private readonly OrchestrationStep _step = new(runner, version: "", NullLoggerFactory.Instance, harsh: null);

    /// <summary>What the code does otherwise than the history, in words; null: it replays.</summary>
    public string? DifferenceOf(RecordedHistory history)
    {
        // All that happened is history, so whatever the code calls beyond it is a difference; nothing depends on when that is found.
        var step = _step.Run(
            history.ToInstance(), [.. history.Events.Select(static e => e.ToEvent())], [], static () => "anew", DateTimeOffset.UnixEpoch);
        var end = step.IsNewExecution ? "continues as new" : RecordedHistory.Of(step.After, []).End;
        return end == history.End
            ? null
            : $"""
               '{history.Id}' ({history.Name}, version {history.Version}) does not replay.
                 The history {history.End}
                 The code    {end}
               """;
    }
}
