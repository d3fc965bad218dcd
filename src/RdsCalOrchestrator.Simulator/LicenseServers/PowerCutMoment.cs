namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>A moment at which a server can be made to lose its power: between two things that look like one from outside.</summary>
internal enum PowerCutMoment
{
    /// <summary>The target holds the imported pack, and nothing was asked of the source yet.</summary>
    BetweenImportAndRemoval,
}
