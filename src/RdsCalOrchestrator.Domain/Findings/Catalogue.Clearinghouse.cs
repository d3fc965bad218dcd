namespace RdsCalOrchestrator.Domain.Findings;

// The Clearinghouse and the way to it: CH-.
public static partial class Catalogue
{
    public static Finding ClearinghouseClosed(string target, string? fallback) => new(
        "CH-443-CLOSED", fallback is null ? Severity.Blocked : Severity.Info, target,
        fallback is null
            ? $"{target} cannot open TCP 443 to the Clearinghouse."
            : $"{target} cannot open TCP 443 to the Clearinghouse; the line goes by {fallback}.",
        "Allow outbound 443 to the Clearinghouse for the window, or choose web or telephone.");

    public static Finding RetailOneUse(string target, int codes) => new(
        "CH-RETAIL-ONE-USE", Severity.Warn, target,
        $"{codes} retail codes were used when these packs were installed; the Clearinghouse may refuse them, and nothing can tell beforehand.",
        "Have the receipts ready. The first code goes alone.");

    public static Finding Refused(string target, string call, string detail) => new(
        "CH-REFUSED", Severity.Warn, target,
        $"{call} was refused on {target}{detail}.",
        "Check number, kind and quantity of the purchase, and that the ID was given out for this target.");
}
