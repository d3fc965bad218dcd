namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>One switch for each thing nobody has proved about Windows or the Clearinghouse; the world file sets their positions.</summary>
internal sealed class AssumptionSwitches
{
    /// <summary>A-SOURCE-ID: what sSourceLSProductId wants: <c>licenseServerId</c> or <c>productId</c>. The other is refused.</summary>
    public string SourceId { get; set; } = "licenseServerId";

    /// <summary>A-DEAD-SOURCE: an empty source name: <c>accepted</c> (event 93) or <c>refused</c>.</summary>
    public string DeadSource { get; set; } = "accepted";

    /// <summary>A-IMPORT-REMOVES: <c>removes</c> (89), <c>fails</c> (90) or <c>doesNotTry</c> (no event).</summary>
    public string ImportRemoves { get; set; } = "removes";

    /// <summary>A-KIND-REMOVED: <c>quantity</c>, <c>packs</c> or <c>kind</c>.</summary>
    public string KindRemoved { get; set; } = "quantity";

    /// <summary>A-EVENTS: <c>written</c>, <c>absent</c> or <c>otherLog</c>.</summary>
    public string Events { get; set; } = "written";

    /// <summary>A-VERSION-IDS: 7 and 8 in calls: <c>accepted</c> or <c>refused</c>.</summary>
    public string VersionIds { get; set; } = "accepted";

    /// <summary>A-REFUSAL-SHAPE: a Clearinghouse refusal is a <c>returnValue</c> or <c>thrown</c>.</summary>
    public string RefusalShape { get; set; } = "returnValue";

    /// <summary>A-RETAIL: a code used on the source: <c>accepted</c> or <c>refused</c>.</summary>
    public string Retail { get; set; } = "accepted";

    /// <summary>A-COUNTRY-NAMES: <c>english</c> or <c>local</c>.</summary>
    public string CountryNames { get; set; } = "english";

    /// <summary>A-443: after connecting it <c>works</c> or <c>fails</c>.</summary>
    public string Port443 { get; set; } = "works";
}
