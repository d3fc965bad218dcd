using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using RdsCalOrchestrator.Simulator.Faults;

namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>
/// One switch for each thing nobody has proved about Windows or the Clearinghouse; the world file sets their positions. The first position
/// that a switch names is its default.
/// </summary>
internal sealed class AssumptionSwitches
{
    /// <summary>A-SOURCE-ID: what sSourceLSProductId wants. The other is refused.</summary>
    [AllowedValues("licenseServerId", "productId")]
    public string SourceId { get; set; } = "licenseServerId";

    /// <summary>A-DEAD-SOURCE: an empty source name. <c>accepted</c> writes event 93.</summary>
    [AllowedValues("accepted", "refused")]
    public string DeadSource { get; set; } = "accepted";

    /// <summary>A-IMPORT-REMOVES: event 89, event 90, or none.</summary>
    [AllowedValues("removes", "fails", "doesNotTry")]
    public string ImportRemoves { get; set; } = "removes";

    /// <summary>A-KIND-REMOVED: what an import takes from its source.</summary>
    [AllowedValues("quantity", "packs", "kind")]
    public string KindRemoved { get; set; } = "quantity";

    /// <summary>A-EVENTS: in the System log, nowhere, in the provider's own log, or in the System log and saying what did not happen.</summary>
    [AllowedValues("written", "absent", "otherLog", "wrong")]
    public string Events { get; set; } = "written";

    /// <summary>A-VERSION-IDS: 7 and 8 in calls.</summary>
    [AllowedValues("accepted", "refused")]
    public string VersionIds { get; set; } = "accepted";

    /// <summary>A-REFUSAL-SHAPE: how a Clearinghouse refusal looks.</summary>
    [AllowedValues("returnValue", "thrown")]
    public string RefusalShape { get; set; } = "returnValue";

    /// <summary>A-RETAIL: a code used on the source.</summary>
    [AllowedValues("accepted", "refused")]
    public string Retail { get; set; } = "accepted";

    /// <summary>A-COUNTRY-NAMES: in which language a server lists them.</summary>
    [AllowedValues("english", "local")]
    public string CountryNames { get; set; } = "english";

    /// <summary>
    /// A-443: what an open port is worth. <c>fails</c>: something ends the TLS conversation, and a probe sees it. <c>refused</c>: a probe
    /// finds all well, and every call to the Clearinghouse is refused.
    /// </summary>
    [AllowedValues("works", "fails", "refused")]
    public string Port443 { get; set; } = "works";

    /// <summary>
    /// A-OLD-OS: run commands on Windows Server 2012 and 2012 R2. <c>hangs</c>: Azure takes one and its script never begins.
    /// </summary>
    [AllowedValues("works", "hangs", "refused")]
    public string OldOs { get; set; } = "works";

    /// <summary>A-WORKGROUP: does an import reach a source where one of the two is in a workgroup; else event 92.</summary>
    [AllowedValues("reached", "notReached")]
    public string Workgroup { get; set; } = "reached";

    /// <summary>A-MPSA: AgreementType 5 in calls.</summary>
    [AllowedValues("accepted", "refused")]
    public string Mpsa { get; set; } = "accepted";

    /// <summary>A-PHONE: does the telephone desk give IDs.</summary>
    [AllowedValues("gives", "givesNone")]
    public string Phone { get; set; } = "gives";

    /// <summary>A-ISSUED: records of issued per-device CALs when an import takes their pack.</summary>
    [AllowedValues("stay", "go")]
    public string Issued { get; set; } = "stay";

    /// <summary>
    /// A-OUTPUT-BLOB: a run command whose machine may not write the blob it asks for ends before its script begins, or has no blob.
    /// </summary>
    [AllowedValues("refused", "ignored")]
    public string OutputBlob { get; set; } = "refused";

    /// <summary>As they are for one import that a fault is ordered for.</summary>
    internal AssumptionSwitches With(Fault? fault)
    {
        var switches = (AssumptionSwitches)MemberwiseClone();
        switch (fault)
        {
            case Fault.SourceRemovalRefused:
                switches.ImportRemoves = "fails";
                break;
            case Fault.ImportRemovesKind:
                (switches.ImportRemoves, switches.KindRemoved) = ("removes", "kind");
                break;
            case Fault.EventsAbsent:
                switches.Events = "absent";
                break;
            case Fault.EventsInOtherLog:
                switches.Events = "otherLog";
                break;
            case Fault.EventsWrong:
                switches.Events = "wrong";
                break;
        }

        return switches;
    }

    /// <summary>Switches that stand in no position they have, by their names in a world file.</summary>
    internal IEnumerable<string> Problems()
    {
        foreach (var property in GetType().GetProperties())
        {
            var allowed = property.GetCustomAttribute<AllowedValuesAttribute>()!;
            var position = property.GetValue(this);
            if (!allowed.IsValid(position))
            {
                var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
                yield return $"The switch {name} has no position {position ?? "null"}; it has {string.Join(", ", allowed.Values)}.";
            }
        }
    }
}
