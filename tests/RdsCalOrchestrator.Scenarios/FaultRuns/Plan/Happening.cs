using RdsCalOrchestrator.Simulator.Clearinghouse;

namespace RdsCalOrchestrator.Scenarios.FaultRuns.Plan;

/// <summary>Something that somebody does at a step, when everything is at rest.</summary>
internal abstract record Happening(int Step)
{
    internal sealed record Cancelled(int Step, string Migration) : Happening(Step);

    internal sealed record Resumed(int Step, string Migration) : Happening(Step);

    /// <summary>The app ends and starts again.</summary>
    internal sealed record AppRestarted(int Step) : Happening(Step);

    /// <summary>And all that its engine knew is lost.</summary>
    internal sealed record EngineLost(int Step) : Happening(Step);

    internal sealed record PowerCut(int Step, string Machine) : Happening(Step);

    internal sealed record AgentSilent(int Step, string Machine) : Happening(Step);

    internal sealed record ServiceStopped(int Step, string Machine) : Happening(Step);

    internal sealed record SnapshotTaken(int Step, string Machine) : Happening(Step);

    /// <summary>Its packs and its disk, and our receipts with it, are as they were at the snapshot.</summary>
    internal sealed record Restored(int Step, string Machine) : Happening(Step);

    /// <summary>A new Windows under the old name.</summary>
    internal sealed record Rebuilt(int Step, string Machine) : Happening(Step);

    /// <summary>Somebody installs CALs that are no migration's.</summary>
    internal sealed record PackAdded(int Step, string Machine, CalProduct Kind, int Cals) : Happening(Step);

    internal sealed record ClockMoved(int Step, string Machine, int Minutes) : Happening(Step);

    internal sealed record DeleteLocked(int Step, string Machine) : Happening(Step);

    /// <summary>All places for run commands are somebody else's.</summary>
    internal sealed record PlacesTaken(int Step, string Machine) : Happening(Step);
}
