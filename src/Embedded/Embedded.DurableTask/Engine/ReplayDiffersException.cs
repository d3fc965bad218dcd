namespace Microsoft.DurableTask.Engine;

/// <summary>The orchestrator did something else than its history says: its code has changed under a running instance.</summary>
internal sealed class ReplayDiffersException : Exception
{
    public ReplayDiffersException(int task, HistoryEvent? recorded, HistoryEvent? called)
        : base($"The replay differs at step {task}: the history has {Words(recorded)}, the code calls {Words(called)}. The orchestrator was changed, or is not deterministic.")
    {
    }

    private static string Words(HistoryEvent? call) => call?.ToString() ?? "nothing";
}
