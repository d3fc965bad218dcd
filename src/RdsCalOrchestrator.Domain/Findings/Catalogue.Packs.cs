using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Findings;

// Packs, and the CALs in them: PK-.
public static partial class Catalogue
{
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
        $"{target} has new packs that no line explains: "
        + $"{string.Join(", ", rows.Select(static r => $"{r.RowId} ({r.Total} {r.Kind?.Token ?? "other"})"))}.",
        "Ask who installed them; they are reported and never counted.");

    public static Finding MustStayMissing(string source, int packs) => new(
        "PK-MUST-STAY-MISSING", Severity.Blocked, source,
        $"Nothing was removed from {source}: {packs} of its packs that are not ours to move were missing or changed.",
        "Compare the source with the plan row by row, and resume when the packs are accounted for.");
}
