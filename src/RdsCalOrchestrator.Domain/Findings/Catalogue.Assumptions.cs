using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Findings;

// What nobody has proved.
public static partial class Catalogue
{
    public static Finding Unproven(string target, IReadOnlyList<string> assumptions, string osBuild, bool isBlocking) => new(
        "ASM-UNPROVEN", isBlocking ? Severity.Blocked : Severity.Warn, target,
        $"This plan relies on {string.Join(", ", assumptions)}, which nobody has proved on {WindowsVersion.Name(osBuild)}.",
        "Probe one such server and move one small migration first (docs/assumptions.md says what shows); then name what held in the policy,"
        + " assumptions.proven.");
}
