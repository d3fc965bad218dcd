using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Findings;

/// <summary>Every sentence a plan or a run says to a person, each with its fix. The ids are API; the words may improve.</summary>
public static class Catalogue
{
    internal const string ReadingChangedId = "LS-READING-CHANGED";

    // Input and estate

    public static Finding PurchaseUnknown(string purchase, string source) => new(
        "IN-PURCHASE-UNKNOWN", Severity.Blocked, purchase,
        $"The codes of purchase {purchase} for {source} cannot be read; a license server does not reveal them.",
        "Set the environment variable that codesRef names on the app: one 25-character code per line.");

    public static Finding CompanyIncomplete(string customer) => new(
        "IN-COMPANY-INCOMPLETE", Severity.Blocked, customer,
        $"No company is named for {customer}, and the Clearinghouse asks for first name, last name, company and country.",
        "Add the company to the estate file and name it at the customer.");

    public static Finding SameServer(string server) => new(
        "IN-SAME-SERVER", Severity.Blocked, server,
        "Source and target are the same machine.",
        "A rebuilt server needs a reinstallation of its CALs, not a migration: use the wizard on it, or name the new machine.");

    public static Finding ApproverMissing(string right, string customer) => new(
        "IN-APPROVER-MISSING", Severity.Blocked, customer,
        $"Nobody but the requester may {right} for {customer}.",
        $"Add an approver whose answers hold the right to {right}, or allow selfApproval in the policy.");

    // Azure

    public static Finding StateDiffers(string source, string declared, string actual) => new(
        "AZ-STATE-DIFFERS", Severity.Blocked, source,
        $"{source} is declared {declared}, but {actual}",
        "Correct sourceState or the resource ID, or make the server reachable, and submit again.");

    public static Finding OsNotListed(string server, string osBuild) => new(
        "AZ-OS-NOT-LISTED", Severity.Warn, server,
        $"{server} runs {WindowsVersion.Name(osBuild)}; Microsoft lists Run Command for Windows Server 2016 and later only.",
        "It has answered this reading. If a later command hangs, move its packs with the wizard.");

    // License server

    public static Finding NotRunning(string server, string state) => new(
        "LS-NOT-RUNNING", Severity.Blocked, server,
        $"The RD Licensing role on {server} is {state}.",
        "Install or start it; after a fresh installation restart once.");

    public static Finding ProviderUnusable(string server, string what) => new(
        "LS-PROVIDER-UNUSABLE", Severity.Blocked, server,
        $"The licensing provider on {server} {what}.",
        "Update the server; empty answers mean that the caller is no administrator.");

    public static Finding NotActivated(string target, bool isAllowed, bool isAutomatic) => new(
        "LS-NOT-ACTIVATED", isAllowed ? Severity.Info : Severity.Blocked, target,
        $"{target} is not activated; this comes first, {(isAutomatic ? "automatically" : "with a license server ID that a person gets")}.",
        isAllowed ? "Nothing, if activation by us is wanted." : "Activate it, or allow activation in the policy.");

    public static Finding ActivationUnknown(string server) => new(
        "LS-ACTIVATION-UNKNOWN", Severity.Blocked, server,
        $"{server} cannot say whether it is activated.",
        "Look at it in RD Licensing Manager; events 17, 18, 19 and 44 in its System log say more.");

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
        "It was rebuilt, restored or reactivated. Resume: it is read and planned again; IDs for the old identity do not work.");

    public static Finding ReadingChanged(string server) => new(
        ReadingChangedId, Severity.Blocked, server,
        $"The packs of {server} could not be read as a whole: they changed while they were read, every time.",
        "See who changes packs there now, and resume when nobody does.");

    // Clearinghouse

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

    // Packs

    public static Finding CountDiffers(string source, CalKind kind, long declared, long found, int rows) => new(
        "PK-COUNT-DIFFERS", Severity.Blocked, source,
        $"{declared} {kind} CALs are declared; {source} holds {found} in {rows} packs that could be meant.",
        "Correct the quantity or write all.");

    public static Finding Partial(string source, CalKind kind, long quantity, long total) => new(
        "PK-PARTIAL", Severity.Blocked, source,
        $"Only {quantity} of {total} {kind} CALs of {source} would move; an import may remove more than that.",
        "Move the whole kind.");

    public static Finding LeftOut(string source, LicenseKeyPack pack, string why, bool isPurchased) => new(
        "PK-LEFT-OUT", isPurchased ? Severity.Warn : Severity.Info, source,
        $"Pack {pack.RowId} stays: {why}.",
        isPurchased ? "Ask the licensing desk what was bought." : "Nothing.");

    public static Finding ProgramDiffers(string source, int rowId, string installed, string purchase) => new(
        "PK-PROGRAM-DIFFERS", Severity.Blocked, source,
        $"Pack {rowId} was installed as {installed}, which purchase {purchase} is not.",
        "Name the right purchase.");

    public static Finding CalNewerThanTarget(string target, string osBuild, CalKind kind) => new(
        "PK-CAL-NEWER-THAN-TARGET", Severity.Blocked, target,
        $"{target} runs {WindowsVersion.Name(osBuild)} and cannot hold {kind} CALs.",
        $"Choose a target of Windows Server {kind.Version.ToString()[1..]} or later.");

    public static Finding EntitlementExceeded(string purchase, long sum, int bought) => new(
        "PK-ENTITLEMENT-EXCEEDED", Severity.Blocked, purchase,
        $"All lines together ask for {sum} CALs of purchase {purchase}, which covers {bought}.",
        "Correct the lines or the purchase.");

    public static Finding TargetHoldsSame(string target, CalKind kind, LicenseKeyPack pack) => new(
        "PK-TARGET-HOLDS-SAME", Severity.Warn, target,
        $"{target} already holds {pack.Total} {kind} CALs in a pack of that size; they may be these.",
        $"Check who installed pack {pack.RowId} and when. If they are these, do not approve.");

    public static Finding ImportedDifferent(string target, int line) => new(
        "PK-IMPORTED-DIFFERENT", Severity.Warn, target,
        $"Line {line} created a pack of another kind or count than it asked for.",
        "Look at the new row on the target and at the purchase, and decide whether to keep it.");

    public static Finding UnexplainedRows(string target, IReadOnlyList<LicenseKeyPack> rows) => new(
        "PK-UNEXPLAINED", Severity.Warn, target,
        $"{target} has new packs that no line explains: {string.Join(", ", rows.Select(static r => $"{r.RowId} ({r.Total} {r.Kind?.Token ?? "other"})"))}.",
        "Ask who installed them; they are reported and never counted.");

    public static Finding MustStayMissing(string source, int packs) => new(
        "PK-MUST-STAY-MISSING", Severity.Blocked, source,
        $"Nothing was removed from {source}: {packs} of its packs that are not ours to move were missing or changed.",
        "Compare the source with the plan row by row, and resume when the packs are accounted for.");

    // Directory and hosts

    public static Finding PerUserNotTracked(string target, bool inDomain) => new(
        "DIR-PER-USER-NOT-TRACKED", Severity.Warn, target,
        inDomain ? $"{target} is not in the group Terminal Server License Servers; per-user CALs are not tracked there." : $"{target} is in a workgroup; per-user CALs are not tracked there.",
        "A Domain Admin adds it; the system cannot. In a workgroup use per-device CALs.");

    public static Finding NoHostListed(string source) => new(
        "HOST-NONE-LISTED", Severity.Warn, source,
        $"No session host is listed for {source}.",
        "A person attests before the clean-up that none names it any more.");

    // Running

    public static Finding AlreadyImported(string source, string migration) => new(
        "RUN-ALREADY-IMPORTED", Severity.Blocked, source,
        $"These packs were already imported by migration {migration}.",
        "Resume that migration; it owes the clean-up of this source.");

    public static Finding Overlap(string source, string migration) => new(
        "RUN-OVERLAP", Severity.Blocked, source,
        $"Packs of {source} belong to migration {migration}.",
        "Wait for it, cancel it, or name it in the column after.");

    public static Finding NoAnswer(string server, string run) => new(
        "RUN-NO-ANSWER", Severity.Blocked, server,
        $"Command {run} was sent to {server} and no answer came, nor did its receipt answer later.",
        "Look at the server. Resume when it answers: the receipt is read before anything else is done.");

    public static Finding ServerBusy(string server, string run) => new(
        "RUN-SERVER-BUSY", Severity.Blocked, server,
        $"Command {run} waited for {server} as long as it may, and another run held it all the time.",
        "See in the journals which run holds the server and why it does not end, then resume.");

    public static Finding AzureSilent(string server, string run, bool wasSent) => new(
        "AZ-NOT-ANSWERING", Severity.Blocked, server,
        wasSent
            ? $"Command {run} was sent to {server}, and since then Azure has answered nothing about it."
            : $"Azure has answered nothing about {server} for so long that command {run} was not sent.",
        wasSent
            ? "Look at Azure's health and at the app's limits. Resume when it answers: the receipt is read before anything else is done."
            : "Look at Azure's health and at the app's limits, and resume when it answers.");

    public static Finding NotApplied(string server, int line) => new(
        "RUN-NOT-APPLIED", Severity.Warn, server,
        $"The import call of line {line} broke on {server} and created nothing there.",
        "An ID or code may be good once only, so a person decides: set the line's method (the same one asks again) and it goes on.");

    public static Finding ScriptFailed(string server, string run, string outcome, string detail) => new(
        "RUN-SCRIPT-FAILED", Severity.Blocked, server,
        $"Command {run} on {server} ended {outcome}{detail}.",
        "Look at the server, then resume.");

    public static Finding GateClosed(string run, string why) => new(
        "RUN-NOT-ALLOWED", Severity.Blocked, run,
        $"Command {run} may not be sent. {why}",
        "Read the migration's journal; resume it when the reason is gone.");

    public static Finding AskUnanswered(string subject, string what) => new(
        "RUN-ASK-UNANSWERED", Severity.Warn, subject,
        $"Nobody answered in time: {what}.",
        "Resume the migration when somebody can; the question is asked again.");

    public static Finding Declined(string subject, string by) => new(
        "RUN-DECLINED", Severity.Warn, subject,
        $"{by} declined.",
        "Talk to them; submit or resume when they agree.");

    public static Finding LineParked(int line, string why) => new(
        "RUN-LINE-PARKED", Severity.Warn, $"line {line}",
        $"Line {line} waits for an operator: {why}",
        "Switch its method, correct what the Clearinghouse refuses, or cancel it.");

    public static Finding CleanUpOwed(string source, string why) => new(
        "RUN-CLEANUP-OWED", Severity.Warn, source,
        $"The clean-up of {source} is owed: {why}",
        "Clean the source or attest that it never serves again, and resume.");

    public static Finding OutOfBalance(string source, string verdict, string why) => new(
        "RUN-OUT-OF-BALANCE", Severity.Blocked, source,
        $"The arithmetic says {verdict}: {why}",
        "Compare both servers with the journal row by row before anything else is changed.");
}
