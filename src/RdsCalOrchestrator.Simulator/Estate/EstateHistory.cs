using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>Who did what when: every effect and every execution of a script. Nothing in it is secret.</summary>
internal sealed record EstateHistory(IReadOnlyList<EffectEntry> Effects, IReadOnlyList<ScriptExecution> Executions)
{
    /// <param name="after">Only what has happened after this sequence number; an execution is told again when it has ended.</param>
    public static EstateHistory Of(EstateState state, long after = 0) => new(
        [.. state.Effects.Where(e => e.Sequence > after).Select(e => EffectEntry.Of(e, state.ExecutionOf(e.Effect)))],
        [.. state.Executions.Where(e => e.Began.Sequence > after || e.Ended?.Sequence > after)]);
}

/// <param name="Count">CALs; of an activation 1.</param>
/// <param name="Row">The row that was created, or the row as it was before CALs were taken from it; null for an activation.</param>
/// <param name="By">Null: by hand.</param>
internal sealed record EffectEntry(
    long Sequence, DateTimeOffset Utc, string Server, string Kind, long Count, PackRow? Row, ScriptExecution? By)
{
    public static EffectEntry Of(AppliedEffect applied, ScriptExecution? by) => new(
        applied.Sequence, applied.Utc, applied.Effect.Server, applied.Effect.Kind, applied.Effect.Count, applied.Effect.Row, by);
}
