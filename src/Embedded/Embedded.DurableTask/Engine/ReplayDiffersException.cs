namespace Microsoft.DurableTask.Engine;

/// <summary>The orchestrator did something else than its history says: its code has changed under a running instance.</summary>
internal sealed class ReplayDiffersException : Exception
{
    /// <param name="failure">Why the code called no more.</param>
    public ReplayDiffersException(int task, HistoryEvent? recorded, HistoryEvent? called, string? failure = null)
        : base(
            $"The replay differs at step {task}: the history has {Words(recorded)}, the code calls {Words(called)}" +
            (failure is null ? "." : $" and fails: '{failure}'.") + " The orchestrator was changed, or is not deterministic.")
    {
    }

    private static string Words(HistoryEvent? call) => call?.ToString() ?? "nothing";
}
