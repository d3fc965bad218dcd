using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Findings;

// What Azure says of a server: AZ-.
public static partial class Catalogue
{
    public const string PlacesTakenId = "AZ-SLOTS-FULL";

    public const string DeleteLockedId = "AZ-DELETE-LOCKED";

    public const string OutputRefusedId = "AZ-OUTPUT-REFUSED";

    public static Finding StateDiffers(string source, string declared, string actual) => new(
        "AZ-STATE-DIFFERS", Severity.Blocked, source,
        $"{source} is declared {declared}, but {actual}",
        "Correct sourceState or the resource ID, or make the server reachable, and submit again.");

    public static Finding OsNotListed(string server, string osBuild, bool hasAnswered) => new(
        "AZ-OS-NOT-LISTED", Severity.Warn, server,
        $"{server} runs {WindowsVersion.Name(osBuild)}; Microsoft lists Run Command for Windows Server 2016 and later only.",
        hasAnswered
            ? "It has answered this reading. If a later command hangs, move its packs with the wizard."
            : "It is tried all the same. If it does not answer, run the probe there by hand (docs/operating.md), and move its packs with the"
                + " wizard.");

    public static Finding OutputRefused(string server, string run, Uri output) => new(
        OutputRefusedId, Severity.Warn, server,
        $"Command {run} was to keep its output in {output} and ended without any: the machine may perhaps not write there.",
        "Runs that follow go without. Give the machine a system-assigned identity with the role Storage Blob Data Contributor on that container.");

    public static Finding PlacesTaken(string server, int taken, int foreign) => new(
        PlacesTakenId, Severity.Blocked, server,
        $"All {taken} run command places of {server} are taken, {foreign} not by us.",
        "Delete those run commands of the virtual machine that are no longer needed.");

    public static Finding DeleteLocked(string server) => new(
        DeleteLockedId, Severity.Warn, server,
        $"A lock covers {server}; finished run commands stay there and use up its 25 places.",
        "Lift the lock for the window, or delete the run commands rc-… afterwards.");
}
