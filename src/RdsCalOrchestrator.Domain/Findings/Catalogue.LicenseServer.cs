namespace RdsCalOrchestrator.Domain.Findings;

// What a license server says of itself: LS-.
public static partial class Catalogue
{
    internal const string ReadingChangedId = "LS-READING-CHANGED";

    public static Finding NotRunning(string server, string state) => new(
        "LS-NOT-RUNNING", Severity.Blocked, server,
        $"The RD Licensing role on {server} is {state}.",
        "Install or start it; after a fresh installation restart once.");

    public static Finding ProviderUnusable(string server, string what) => new(
        "LS-PROVIDER-UNUSABLE", Severity.Blocked, server,
        $"The licensing provider on {server} {what}.",
        "Update the server; empty answers mean that the caller is no administrator.");

    public static Finding PowerShellTooOld(string server, string version) => new(
        "LS-POWERSHELL-TOO-OLD", Severity.Blocked, server,
        $"{server} has Windows PowerShell {version}; 3.0 is needed.",
        "Install Windows Management Framework 5.1 on it, or move its packs with the wizard.");

    public static Finding BackupFailed(string source, bool isRequired) => new(
        "LS-BACKUP-FAILED", isRequired ? Severity.Blocked : Severity.Warn, source,
        $"No copy of the licensing database of {source} could be made.",
        isRequired ? "Take a disk snapshot, and ask for no backup in the policy." : "Take a disk snapshot before the plan is approved.");

    internal static Finding WmiFailed(string server, string at, WmiError error) => new(
        error.Id, Severity.Blocked, server,
        $"{at} on {server} answered {error.Code} ({error.Name}): {error.Meaning}.",
        error.Fix);

    public static Finding NotActivated(string target, bool isAllowed, bool isAutomatic) => new(
        "LS-NOT-ACTIVATED", isAllowed ? Severity.Info : Severity.Blocked, target,
        $"{target} is not activated; this comes first, {(isAutomatic ? "automatically" : "with a license server ID that a person gets")}.",
        isAllowed ? "Nothing, if activation by us is wanted." : "Activate it, or allow activation in the policy.");

    public static Finding ActivationUnknown(string server) => new(
        "LS-ACTIVATION-UNKNOWN", Severity.Blocked, server,
        $"{server} cannot say whether it is activated.",
        "Look at it in RD Licensing Manager; events 17, 18, 19 and 44 in its System log say more.");

    public static Finding NotActivatedAfterAll(string target) => new(
        "LS-ACTIVATION-REFUSED", Severity.Blocked, target,
        $"{target} was activated, and read again it is not.",
        "See whether it was rebuilt or deactivated meanwhile, and resume the migration.");

    public static Finding ActivationRefused(string target) => new(
        "LS-ACTIVATION-REFUSED", Severity.Blocked, target,
        $"{target} could not be activated.",
        "Check the company data and the license server ID, and resume the migration.");

    public static Finding SourceIdUnknown(string source, bool isBlocking) => new(
        "LS-SOURCE-ID-UNKNOWN", isBlocking ? Severity.Blocked : Severity.Warn, source,
        $"The license server ID of {source} is not known.",
        isBlocking
            ? "Look in old activation mail, inventories or a restored disk; or move it by web or telephone, where a person may say so."
            : "Look in old activation mail, inventories or a restored disk; else say so when the Clearinghouse asks.");

    public static Finding IdentityChanged(string server) => new(
        "LS-IDENTITY-CHANGED", Severity.Blocked, server,
        $"{server} is not the server of the plan.",
        "It was rebuilt, restored or reactivated, and IDs for the old identity do not work. Resume: if no import was sent, it is read and planned "
        + "again. Else bring the planned server back, or settle with Microsoft where the CALs are.");

    public static Finding ReadingChanged(string server) => new(
        ReadingChangedId, Severity.Blocked, server,
        $"The packs of {server} could not be read as a whole: they changed while they were read, every time.",
        "See who changes packs there now, and resume when nobody does.");
}
