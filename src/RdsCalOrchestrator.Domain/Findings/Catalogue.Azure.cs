using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Findings;

// What Azure says of a server: AZ-.
public static partial class Catalogue
{
    public static Finding StateDiffers(string source, string declared, string actual) => new(
        "AZ-STATE-DIFFERS", Severity.Blocked, source,
        $"{source} is declared {declared}, but {actual}",
        "Correct sourceState or the resource ID, or make the server reachable, and submit again.");

    public static Finding OsNotListed(string server, string osBuild) => new(
        "AZ-OS-NOT-LISTED", Severity.Warn, server,
        $"{server} runs {WindowsVersion.Name(osBuild)}; Microsoft lists Run Command for Windows Server 2016 and later only.",
        "It has answered this reading. If a later command hangs, move its packs with the wizard.");
}
