namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>One execution of a run command's script, from its start to the last moment at which it could do anything.</summary>
/// <param name="Number">Effects name the execution that did them by it.</param>
/// <param name="Machine">Computer name of the machine it ran on.</param>
/// <param name="Run">Name of the run command. The same again: it was executed twice, or sent with another body.</param>
/// <param name="Ended">Null: it is running.</param>
internal sealed record ScriptExecution(
    int Number, string Machine, string Run, Moment Began, Moment? Ended = null, ScriptEnd? End = null);

/// <param name="Sequence">Of two moments the one with the greater number was later, also when the clock stood still.</param>
internal sealed record Moment(long Sequence, DateTimeOffset Utc);

internal enum ScriptEnd
{
    /// <summary>By itself, whatever its exit code.</summary>
    Ended,

    TimedOut,

    /// <summary>Its run command was deleted or sent anew.</summary>
    Killed,

    /// <summary>Its machine was switched off, or the estate was.</summary>
    PowerLost,
}
