using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Simulator.Faults;

/// <summary>A kind of call at which a fault can happen.</summary>
internal enum FaultPoint
{
    /// <summary>Any PUT of a run command of the machine.</summary>
    Put,

    /// <summary>Any GET of the machine or of its run commands.</summary>
    Get,

    /// <summary>Any DELETE of a run command of the machine.</summary>
    Delete,

    /// <summary>A PUT that Azure accepted and that is a new run.</summary>
    Start,

    /// <summary>An Import… or Install… call of Windows on an activated server.</summary>
    Import,

    /// <summary>Such a call with a retail code.</summary>
    ImportRetail,

    /// <inheritdoc cref="PowerCutMoment.BeforeImport"/>
    BeforeImport,

    /// <inheritdoc cref="PowerCutMoment.BetweenImportAndRemoval"/>
    BetweenImportAndRemoval,

    /// <inheritdoc cref="PowerCutMoment.AfterRemoval"/>
    AfterRemoval,
}
