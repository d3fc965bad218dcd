namespace RdsCalOrchestrator.Simulator.Faults;

/// <summary>What can be ordered to go wrong on a machine. Each happens once, at one call; docs/simulator.md says what the caller then sees.</summary>
internal enum Fault
{
    /// <summary>The script never begins and never reports: <i>Running</i> until its timeout has passed, then <i>TimedOut</i>.</summary>
    Hang,

    /// <summary>Azure answers 201 and forgets it: the run command does not exist and never runs.</summary>
    AcceptedThenLost,

    /// <summary>The PUT is carried out, and the connection is cut before the answer.</summary>
    CutAfterPut,

    /// <summary>409 <c>Conflict</c>: Azure is busy with another extension of the machine; nothing is carried out.</summary>
    Conflict409,

    /// <summary>429 with Retry-After, in one of the two forms that Azure gives its body; nothing is carried out.</summary>
    Throttled,

    /// <summary>500 or 503; nothing is carried out.</summary>
    ServerError,

    /// <summary>The agent never takes the run command: <i>Pending</i>, and after 25 minutes its operation fails.</summary>
    AgentDown,

    /// <summary>The script ends, and nobody ever hears of it: <i>Running</i> until it is deleted.</summary>
    StuckRunning,

    /// <summary>After its end the script is executed once more; what is seen is the second end.</summary>
    DuplicateExecution,

    /// <summary>Bytes at the end of the output are missing, perhaps from the middle of a character on.</summary>
    OutputTruncated,

    /// <summary>The script ends as it did, and its output is empty.</summary>
    NoOutput,

    /// <summary>The machine restarts at a moment of a script, which is killed; it is running again at once.</summary>
    RebootMidRun,

    /// <summary>The Clearinghouse cannot be reached by an import: a refusal, and nothing was asked.</summary>
    ClearinghouseUnreachable,

    /// <summary>The Clearinghouse refuses an import.</summary>
    ClearinghouseRefuses,

    /// <summary>The Clearinghouse says that a retail code was used already.</summary>
    CodeUsed,

    /// <summary>The row that an import creates has one CAL less than was asked for, or one more where it was one.</summary>
    ImportOfOtherTotal,

    /// <summary>The source refuses the removal that an import wants of it: event 90.</summary>
    SourceRemovalRefused,

    /// <summary>An import removes all of the kind from its source, not what was imported.</summary>
    ImportRemovesKind,

    /// <summary>An import writes no event.</summary>
    EventsAbsent,

    /// <summary>An import writes its event into the provider's own log.</summary>
    EventsInOtherLog,

    /// <summary>An import says the opposite of what it did: 89 where it did not clean the source, else 92.</summary>
    EventsWrong,
}
