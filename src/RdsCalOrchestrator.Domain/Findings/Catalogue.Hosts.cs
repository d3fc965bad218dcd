namespace RdsCalOrchestrator.Domain.Findings;

// Directory and session hosts: DIR-, HOST-.
public static partial class Catalogue
{
    public static Finding PerUserNotTracked(string target, bool inDomain) => new(
        "DIR-PER-USER-NOT-TRACKED", Severity.Warn, target,
        inDomain
            ? $"{target} is not in the group Terminal Server License Servers; per-user CALs are not tracked there."
            : $"{target} is in a workgroup; per-user CALs are not tracked there.",
        "A Domain Admin adds it; the system cannot. In a workgroup use per-device CALs.");

    public static Finding NoHostListed(string source) => new(
        "HOST-NONE-LISTED", Severity.Warn, source,
        $"No session host is listed for {source}.",
        "A person attests before the clean-up that none names it any more.");
}
