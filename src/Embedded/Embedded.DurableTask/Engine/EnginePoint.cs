namespace Microsoft.DurableTask.Engine;

/// <summary>Points between what is in the file and what is not yet: where a process that dies must lose nothing.</summary>
internal enum EnginePoint
{
    /// <summary>A client starts an instance; nothing of it is written.</summary>
    InstanceStarting,
    InstanceStarted,

    /// <summary>A client raises an event; it is not written.</summary>
    EventArriving,
    EventArrived,

    /// <summary>A step was replayed; its checkpoint is not written.</summary>
    StepWriting,

    /// <summary>The checkpoint is written; nothing has acted on it.</summary>
    StepWritten,

    /// <summary>All changes of a group are made; their commit is not.</summary>
    Committing,
    ActivityStarting,

    /// <summary>An activity has done its work; its result is not written.</summary>
    ActivityEnded,
    ActivityWritten,

    /// <summary>A timer is due; its instance does not know.</summary>
    TimerDue,
}
