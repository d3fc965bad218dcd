namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>A moment at which a server can be made to lose its power: between two things that look like one from outside.</summary>
internal enum PowerCutMoment
{
    /// <summary>The target's import has begun, and nothing was asked of the Clearinghouse yet.</summary>
    BeforeImport,

    /// <summary>The target holds the imported pack, and nothing was asked of the source yet.</summary>
    BetweenImportAndRemoval,

    /// <summary>A script has removed a pack, and nobody has heard of it yet.</summary>
    AfterRemoval,
}
